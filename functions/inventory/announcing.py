"""Telling the others what became true of a SKU's units."""

from haat.faults import Transient
from inventory.domain.telling import next_step
from inventory.store import StockStore

STEPS_MAX = 12  # one change has two things to tell; the rest is for others who tell at the same time


class StillChanging(Transient):
    """What there is to tell changed with every look."""


class Announcer:
    """Tells of a SKU that sold out, came back, or should be ordered."""

    def __init__(self) -> None:
        self._stocks = StockStore()

    def announce(self, sku: str) -> None:
        """Tell until what was told is true. What was told last is looked at once more afterwards, and whoever
        changes a row later calls this again: so no order of events can leave a lie behind.

        Two reads, three if the SKU has several rows, and again after each thing told. Raises: StillChanging.
        """
        for _ in range(STEPS_MAX):
            told, stock = self._stocks.told(sku), self._stocks.find_settled([sku]).get(sku)
            step = next_step(told, stock) if stock else None
            if stock is None or step is None:
                return
            self._stocks.tell(stock, *step)
        raise StillChanging(sku)
