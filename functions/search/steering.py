"""The rules of the moment, as a function that answers questions knows them."""

from haat import clock
from haat.observability import logger
from search.domain.rules import Rule, Steering, steer
from search.settings import REFRESH_S
from search.store.rules import RulesStore


class Rules:
    """What admins say, at most SEARCH_REFRESH_S old; one read when that is over."""

    def __init__(self) -> None:
        self._store = RulesStore()
        self._rules: tuple[Rule, ...] = ()
        self._asked_at_ms: int | None = None

    def steer(self, question: str) -> Steering:
        """What they say about a question."""
        self._refresh()
        return steer(question, self._rules)

    def _refresh(self) -> None:
        now_ms = clock.now_ms()
        if self._asked_at_ms is not None and 0 <= now_ms - self._asked_at_ms < REFRESH_S.integer() * 1000:
            return
        self._asked_at_ms = now_ms
        try:
            self._rules = self._store.current(consistent=False).rules
        except Exception:  # noqa: BLE001 -- whatever keeps us from the rules, a question is answered
            logger("search").exception("rules not refreshed")
