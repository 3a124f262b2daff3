"""What the clock does for stock: it ends holds that are over, and looks after closed rows."""

from haat.faults import Transient
from haat.observability import logger
from inventory.domain.holding import Hold, State
from inventory.stockroom import Stockroom
from inventory.store import HoldStore, ShardStore, StockStore
from inventory.store.ledger import SERVICE_NAME

PAGES_MAX = 20  # of overdue holds in one run: a thousand, more than partners make in a minute


class Sweeper:
    """Ends what is over. One SKU that is busy does not keep the others waiting."""

    def __init__(self) -> None:
        self._holds = HoldStore()
        self._shards = ShardStore()
        self._stocks = StockStore()
        self._room = Stockroom()
        self.failed = 0

    def expire_holds(self) -> int:
        """Give back the units of every hold that is over (I10). Returns: how many holds."""
        ended: set[str] = set()
        for _ in range(PAGES_MAX):
            due = [hold for hold in self._holds.overdue() if hold.id not in ended]
            if not due:
                break
            for hold in due:
                self._expire(hold)
            ended |= {hold.id for hold in due}
        return len(ended)

    def settle_strays(self) -> int:
        """Bring home what closed rows have, and forget rows that nothing will come back to.

        Returns: how many rows.
        """
        marked = self._shards.strays()
        for sku in dict.fromkeys(sku for sku, _ in marked):
            self._settle(sku)
        for sku, place in marked:
            self._shards.unmark(sku, place)
        return len(marked)

    def _expire(self, hold: Hold) -> None:
        try:
            self._holds.end(hold, State.EXPIRED, SERVICE_NAME)
        except Transient:
            self._note(f"{hold.id} is overdue")

    def _settle(self, sku: str) -> None:
        stock = self._stocks.find(sku)
        try:
            if stock:
                self._room.bring_home(stock)
        except Transient:
            self._note(f"{sku} has strays")

    def _note(self, what: str) -> None:
        self.failed += 1
        logger(SERVICE_NAME).exception("left to the next minute", what=what)
