"""What others are told of a SKU's units: that it sold out, came back, should be ordered or need not be."""

from dataclasses import dataclass, replace

from inventory.domain.stock import Stock

AVAILABILITY_CHANGED = "StockAvailabilityChanged"
REORDER_NEEDED = "ReorderNeeded"
REORDER_SETTLED = "ReorderSettled"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last. `events` counts the events; `low` lasts until there is more again."""

    in_stock: bool | None = None  # None: nothing was told yet
    low: bool = False
    events: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told of a SKU's units next, and the event that tells it."""

    stock: Stock
    told: Told
    event: str


def next_step(told: Told, stock: Stock) -> tuple[Told, str] | None:
    """The next thing to tell, and the event that tells it; None: what was told is true."""
    following = replace(told, events=told.events + 1, version=told.version + 1)
    if told.in_stock is not stock.in_stock:
        return replace(following, in_stock=stock.in_stock), AVAILABILITY_CHANGED
    low = is_low(stock.available, stock.reorder_at)
    if told.low is not low:
        return replace(following, low=low), REORDER_NEEDED if low else REORDER_SETTLED
    return None


def is_low(available: int, reorder_at: int | None) -> bool:
    """Whether more units should be ordered."""
    return reorder_at is not None and available <= reorder_at
