"""Spreading a hot SKU over shards and joining it again, while buyers buy.

Steps, each of which may be the last one that happens: rows that go are closed one by one (they sell no more,
and buyers find the others by searching); then one transaction writes the new places, opens rows and evens the
units out; then what closed rows have is brought home. Repeating the request, or the clock, does the rest.
"""

from collections.abc import Callable

from haat.table.writes import Write
from inventory.domain import sharding
from inventory.domain.sharding import NotStockedThere, Spread, TooManyPlaces
from inventory.domain.stock import Stock
from inventory.stockroom import StockContended, Stockroom
from inventory.store import Occasion, ShardStore, StockStore

ATTEMPTS = 6  # against buyers who take the units that were to move

Also = Callable[[Stock, Spread], tuple[Write, ...]]
"""What is to be written with a layout."""


class Spreader:
    """Has a SKU's units at a warehouse in so many shards."""

    def __init__(self) -> None:
        self._stocks = StockStore()
        self._shards = ShardStore()
        self._room = Stockroom()

    def spread(
        self, sku: str, warehouse: str, shards: int, occasion: Occasion, also: Also
    ) -> Stock | TooManyPlaces | NotStockedThere | None:
        """The stock with so many shards, its units even over them; None: there is no such SKU.

        `also` is written with the new layout.

        Raises: StockContended.
        """
        for _ in range(ATTEMPTS):
            stock = self._stocks.find(sku)
            if stock is None:
                return None
            step = sharding.spread(stock, warehouse, shards)
            if not isinstance(step, Spread):
                return step
            for place in step.closing:
                self._shards.close(sku, place)
            if self._shards.lay(stock, step, occasion, *also(stock, step)):
                return self._joined(sku)
        raise StockContended(sku)

    def _joined(self, sku: str) -> Stock | None:
        stock = self._stocks.find(sku)
        return self._room.bring_home(stock) if stock else None
