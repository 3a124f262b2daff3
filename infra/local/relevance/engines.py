"""The engines to judge, each over an index of its own that is gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.local.relevance.measures import RESULTS_MAX
from search.domain.entries import Entry
from search.domain.queries import Query, Results
from search.domain.ranking import Weights
from search.engines.embedded.index import LocalIndex

Ranking = Callable[[str], list[str]]  # from a searcher's words to product ids, the best first


@contextmanager
def embedded(entries: Sequence[Entry]) -> Iterator[Callable[[Weights], Ranking]]:
    """The embedded engine as it works in a function, by the weights it is given."""
    with tempfile.TemporaryDirectory(prefix="haat-relevance-") as directory:
        LocalIndex(Path(directory)).write(entries)
        yield lambda weights: _ranking(LocalIndex(Path(directory), weights).search)


def _ranking(search: Callable[[Query], Results]) -> Ranking:
    return lambda words: [hit.id for hit in search(Query(words, limit=RESULTS_MAX)).hits]
