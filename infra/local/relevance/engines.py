"""The engines to judge, each over an index of its own that is gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.local.relevance.measures import RESULTS_MAX
from search.domain.entries import Entry
from search.domain.queries import Query
from search.engines.embedded.index import LocalIndex

Ranking = Callable[[str], list[str]]  # from a searcher's words to product ids, the best first


@contextmanager
def embedded(entries: Sequence[Entry]) -> Iterator[Ranking]:
    """The embedded engine, as it works in a function."""
    with tempfile.TemporaryDirectory(prefix="haat-relevance-") as directory:
        index = LocalIndex(Path(directory))
        index.write(entries)
        yield lambda words: [hit.id for hit in index.search(Query(words, limit=RESULTS_MAX)).hits]
