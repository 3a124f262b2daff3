"""ReorderNeeded, ReorderSettled → the list of SKUs of which more should be ordered."""

from dataclasses import dataclass

from figures import manifest
from figures.domain import LowStock
from figures.store import LowStockStore
from haat.events.envelope import Event
from haat.events.reaction import reaction


@dataclass(frozen=True, slots=True)
class Units:
    """What this reads of the events."""

    sku: str
    available: int
    reorder_at: int | None


@reaction(manifest.LIST_LOW_STOCK)
def handler(event: Event[Units], stocks: LowStockStore) -> None:
    """List it, or take it off; of two events the later one holds, in whatever order they come."""
    units = event.data
    if event.name == "ReorderNeeded" and units.reorder_at is not None:
        stocks.add(LowStock(units.sku, units.available, units.reorder_at), sequence=event.sequence)
    else:
        stocks.drop(units.sku, sequence=event.sequence)
