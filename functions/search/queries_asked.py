"""Questions that many have asked, for those who type one."""

from haat import clock
from haat.observability import logger
from search.domain.popularity import Popular
from search.domain.questions import normalised
from search.domain.text import folded
from search.settings import REFRESH_S
from search.store import AskedStore


class QueriesAsked:
    """The popular questions, by what they begin with: a copy of the list, as old as the index may be."""

    def __init__(self) -> None:
        self._store = AskedStore()
        self._known: tuple[tuple[str, Popular], ...] = ()  # each with what it is found by
        self._asked_at_ms: int | None = None

    def beginning_with(self, typed: str, limit: int) -> tuple[str, ...]:
        """The most popular first. Reads nothing between two refreshes."""
        start = folded(normalised(typed))
        if not start:
            return ()
        self._refresh()
        today = clock.now()[:10]
        begun = [one for spelled, one in self._known if spelled.startswith(start) and one.weight_on(today)]
        ranked = sorted(begun, key=lambda one: (-one.weight_on(today), one.question))
        return tuple(one.question for one in ranked[:limit])

    def _refresh(self) -> None:
        now_ms = clock.now_ms()
        asked_at_ms, kept_ms = self._asked_at_ms, REFRESH_S.integer() * 1000
        if asked_at_ms is not None and 0 <= now_ms - asked_at_ms < kept_ms:
            return
        self._asked_at_ms = now_ms
        try:
            self._known = tuple((folded(one.question), one) for one in self._store.popular())
        except Exception:  # noqa: BLE001 -- whatever keeps us from the list, there are products to suggest
            logger("search").exception("questions not refreshed")
