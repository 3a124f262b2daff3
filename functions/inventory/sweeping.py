"""What the clock does for stock: it ends holds that are over, and looks after closed rows."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from haat.faults import Transient
from haat.observability import logger
from inventory.domain.holding import State
from inventory.stockroom import Stockroom
from inventory.store import HoldStore, ShardStore, StockStore
from inventory.store.ledger import SERVICE_NAME


class SweepIncomplete(Transient):
    """Something could not be done now. It is left to the next minute, and an alarm counts it."""


@dataclass(slots=True)
class Swept:
    """What came of a sweep."""

    done: int = 0
    failed: int = 0

    def attempt(self, work: Callable[[], object], what: str) -> None:
        """Do one thing. Whatever stands in its way must not keep the others waiting."""
        try:
            work()
            self.done += 1
        except Exception:  # noqa: BLE001 -- logged here, and raised for the whole sweep when all is tried
            logger(SERVICE_NAME).exception("left to the next minute", what=what)
            self.failed += 1


class Sweeper:
    """Ends what is over."""

    def __init__(self) -> None:
        self._holds = HoldStore()
        self._shards = ShardStore()
        self._stocks = StockStore()
        self._room = Stockroom()

    def expire_holds(self) -> Swept:
        """Give back the units of every hold that is over (I10)."""
        swept = Swept()
        for hold in self._holds.overdue():
            swept.attempt(partial(self._holds.end, hold, State.EXPIRED, SERVICE_NAME), hold.id)
        return swept

    def settle_strays(self) -> Swept:
        """Bring home what closed rows have, SKU by SKU, and forget rows that nothing will come back to."""
        marked: dict[str, list[str]] = defaultdict(list)
        for sku, place in self._shards.strays():
            marked[sku].append(place)
        swept = Swept()
        for sku, places in marked.items():
            swept.attempt(partial(self._settle, sku, places), sku)
        return swept

    def _settle(self, sku: str, places: list[str]) -> None:
        stock = self._stocks.find(sku)
        if stock:
            self._room.bring_home(stock)
        for place in places:
            self._shards.unmark(sku, place)
