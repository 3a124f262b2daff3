"""The engines to judge, each over an index of its own that is gone afterwards."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from haat.faults import Transient
from infra.local.opensearch import server
from infra.local.relevance.measures import RESULTS_MAX
from infra.local.relevance.shelf import graded_id
from search.domain.entries import Entry, ProductChanged
from search.domain.queries import Query, Results
from search.domain.ranking import Weights
from search.engines.embedded.index import LocalIndex
from search.engines.opensearch import connection, versions
from search.engines.opensearch.engine import OpenSearchEngine

BATCH = 500  # entries; so small that a busy machine answers each in time
ATTEMPTS, PAUSE_S = 30, 1.0

Ranking = Callable[[str], list[str]]  # from a searcher's words to product ids, the best first


@contextmanager
def embedded(entries: Sequence[Entry]) -> Iterator[Callable[[Weights], Ranking]]:
    """The embedded engine as it works in a function, by the weights it is given."""
    with tempfile.TemporaryDirectory(prefix="haat-relevance-") as directory:
        LocalIndex(Path(directory)).write(entries)
        yield lambda weights: _ranking(LocalIndex(Path(directory), weights).search)


@contextmanager
def opensearch(entries: Sequence[Entry]) -> Iterator[Ranking]:
    """The OpenSearch engine, over a server of its own."""
    with tempfile.TemporaryDirectory(prefix="haat-relevance-") as home, server.running(Path(home)) as url:
        os.environ["OPENSEARCH_ENDPOINT"] = url
        engine = OpenSearchEngine()
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            _apply(engine, [ProductChanged(entry.product) for entry in batch if entry.product])
        connection.client().indices.refresh(index=versions.READ)
        yield _ranking(engine.search)


def _apply(engine: OpenSearchEngine, changes: Sequence[ProductChanged]) -> None:
    """Index products; a server that has just begun may not be ready for them yet."""
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            engine.apply(changes)
        except Transient:
            if not attempts_left:
                raise
            time.sleep(PAUSE_S)
        else:
            return


def _ranking(search: Callable[[Query], Results]) -> Ranking:
    return lambda words: [graded_id(hit.id) for hit in search(Query(words, limit=RESULTS_MAX)).hits]
