"""What others are told of a SKU's units: that it sold out or came back, and that more should be ordered."""

from dataclasses import dataclass, replace

from inventory.domain.stock import Stock

AVAILABILITY_CHANGED = "StockAvailabilityChanged"
REORDER_NEEDED = "ReorderNeeded"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last. `events` counts the events; `low` lasts until there is more again."""

    in_stock: bool | None = None  # None: nothing was told yet
    low: bool = False
    events: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told of a SKU's units next, and the event that tells it if one does."""

    stock: Stock
    told: Told
    event: str | None


def next_step(told: Told, stock: Stock) -> tuple[Told, str | None] | None:
    """The next thing to tell, and the event that tells it if one does; None: what was told is true."""
    version, events = told.version + 1, told.events + 1
    if told.in_stock is not stock.in_stock:
        return replace(told, in_stock=stock.in_stock, events=events, version=version), AVAILABILITY_CHANGED
    low = is_low(stock.available, stock.reorder_at)
    if low and not told.low:
        return replace(told, low=True, events=events, version=version), REORDER_NEEDED
    return (replace(told, low=False, version=version), None) if told.low and not low else None


def is_low(available: int, reorder_at: int | None) -> bool:
    """Whether more units should be ordered."""
    return reorder_at is not None and available <= reorder_at
