"""The slow way to units: looks into every row before it says that something is sold out."""

from collections.abc import Iterable, Mapping, Sequence

from haat.faults import Transient
from haat.stock import Allocation
from inventory.domain import allocating, warehouses
from inventory.domain.holding import State
from inventory.domain.sharding import home_of, strays
from inventory.domain.stock import OutOfStock, Stock
from inventory.store.holds import HoldStore
from inventory.store.ledger import SERVICE_NAME, Occasion
from inventory.store.shards import ShardStore
from inventory.store.stocks import StockStore

ATTEMPTS = 4  # against others who move the same units
HOME = Occasion("brought_home", "the shard is closed")

Plan = dict[str, tuple[Allocation, ...]]
"""By SKU: where its units are to be taken from."""


class StockContended(Transient):
    """There are units, and others moved them at every attempt: nobody may be told that they are sold out."""


class Stockroom:
    """Finds units wherever they are: in other warehouses and shards, closed rows, holds that are over."""

    def __init__(self) -> None:
        self._stocks = StockStore()
        self._holds = HoldStore()
        self._shards = ShardStore()

    def search(
        self,
        demand: Mapping[str, int],
        hints: Mapping[str, tuple[str, ...]],
        destination: str,
        key: str,
    ) -> Plan | OutOfStock:
        """Where the units of an order for a country are. One round trip, two where `hints` are stale.

        Only what would be sold out costs more: overdue holds are ended, closed rows are emptied, and all is
        counted as of one moment. Raises: StockContended.
        """
        return self.find(demand, hints, warehouses.near(destination), key)

    def find(
        self,
        demand: Mapping[str, int],
        hints: Mapping[str, tuple[str, ...]],
        near: Sequence[str],
        key: str,
    ) -> Plan | OutOfStock:
        """Like `search`, in the warehouses `near`, the nearest first."""
        stocks = self._stocks.find_many(demand, hints)
        missing = _missing(stocks, demand, near, key)
        if missing:
            self._free(missing)
        for _ in range(ATTEMPTS):
            if not missing:
                return {sku: plan for sku in demand if (plan := _plan(stocks, sku, demand, near, key))}
            self._gather(stocks[sku] for sku in missing if sku in stocks)
            stocks |= self._stocks.find_settled(missing)
            missing = _missing(stocks, demand, near, key)
            for sku in missing:
                left = allocating.reachable(stocks[sku].rows, near) if sku in stocks else 0
                if left < demand[sku]:
                    return OutOfStock(sku, left, demand[sku])
        raise StockContended(", ".join(missing))

    def bring_home(self, stock: Stock) -> Stock:
        """Move what is in closed rows of a SKU to where it is sold; the stock as it is then.

        No call where there is nothing to move, else one transaction and one read for each 20 rows.
        """
        for _ in range(len(stock.rows)):
            waiting = strays(stock.rows)
            if not waiting:
                break
            home = home_of(waiting[0].place)
            self._shards.bring_home([row for row in waiting if home_of(row.place) == home], HOME)
            stock = self._stocks.find(stock.sku) or stock
        return stock

    def _free(self, skus: Iterable[str]) -> None:
        """End the holds of these SKUs that are over: that holds by condition, whenever the clock comes by."""
        wanted = set(skus)
        for hold in self._holds.overdue():
            if wanted & {line.sku for line in hold.lines}:
                self._holds.end(hold, State.EXPIRED, SERVICE_NAME)

    def _gather(self, stocks: Iterable[Stock]) -> None:
        for stock in stocks:
            self.bring_home(stock)


def _plan(
    stocks: Mapping[str, Stock], sku: str, demand: Mapping[str, int], near: Sequence[str], key: str
) -> tuple[Allocation, ...] | None:
    stock = stocks.get(sku)
    return allocating.plan(stock.rows, demand[sku], near, f"{key}/{sku}") if stock else None


def _missing(
    stocks: Mapping[str, Stock], demand: Mapping[str, int], near: Sequence[str], key: str
) -> list[str]:
    return [sku for sku in demand if _plan(stocks, sku, demand, near, key) is None]
