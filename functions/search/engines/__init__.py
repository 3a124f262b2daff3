"""The engines behind the port, of which the settings choose one."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from search.domain.entries import Change, Entry
from search.domain.queries import Query, Results
from search.domain.suggesting import Suggestions
from search.port import SearchEngine
from search.settings import ENGINE


class UnknownEngine(ValueError):
    """SEARCH_ENGINE names no engine."""


class Engine:
    """The engine that SEARCH_ENGINE names, imported when a function first uses it."""

    def __init__(self) -> None:
        name = ENGINE.text()
        if name not in _ENGINES:
            raise UnknownEngine(f"SEARCH_ENGINE is {name!r}, not one of {sorted(_ENGINES)}")
        self._chosen = _ENGINES[name]()

    def search(self, query: Query) -> Results:
        return self._chosen.search(query)

    def suggest(self, typed: str, limit: int) -> Suggestions:
        return self._chosen.suggest(typed, limit)

    def apply(self, changes: Sequence[Change]) -> int:
        return self._chosen.apply(changes)

    def find(self, product_id: str) -> Entry | None:
        return self._chosen.find(product_id)

    def find_many(self, product_ids: Collection[str]) -> Mapping[str, Entry]:
        return self._chosen.find_many(product_ids)

    def rebuild(self, batches: Iterable[Sequence[Change]]) -> int:
        return self._chosen.rebuild(batches)


def _embedded() -> SearchEngine:
    from search.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine()


def _opensearch() -> SearchEngine:
    from search.engines.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine()


_ENGINES: dict[str, Callable[[], SearchEngine]] = {"embedded": _embedded, "opensearch": _opensearch}
