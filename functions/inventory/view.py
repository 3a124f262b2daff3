"""Stock and holds as a client sees them."""

import msgspec

from haat.http import Answer
from haat.stock import Allocation
from inventory.domain.holding import Hold
from inventory.domain.stock import Row, Stock


class PlaceView(msgspec.Struct, frozen=True):
    """The units of a SKU at one place: a warehouse, or a shard of one."""

    place: str
    available: int
    reserved: int
    sold: int
    damaged: int
    closed: bool


class StockLevel(msgspec.Struct, frozen=True):
    """All units of a SKU, for those in charge."""

    sku: str
    available: int
    reserved: int
    sold: int
    damaged: int
    reorder_at: int | None
    places: tuple[PlaceView, ...]
    version: int


class HeldLineView(msgspec.Struct, frozen=True):
    """So many units of one SKU, and where they are."""

    sku: str
    quantity: int
    allocations: tuple[Allocation, ...]


class HoldView(msgspec.Struct, frozen=True):
    """One hold."""

    hold_id: str
    state: str
    reason: str
    lines: tuple[HeldLineView, ...]
    created_at: str
    expires_at: str


def level(stock: Stock) -> Answer[StockLevel]:
    """All units of a SKU, with their tag."""
    shown = StockLevel(
        sku=stock.sku,
        available=stock.available,
        reserved=sum(row.reserved for row in stock.rows),
        sold=sum(row.sold for row in stock.rows),
        damaged=sum(row.damaged for row in stock.rows),
        reorder_at=stock.reorder_at,
        places=tuple(map(_place, stock.rows)),
        version=stock.version,
    )
    return Answer(shown, etag=str(stock.version))


def hold(held: Hold) -> Answer[HoldView]:
    """One hold, with its tag."""
    lines = tuple(HeldLineView(line.sku, line.quantity, line.allocations) for line in held.lines)
    shown = HoldView(held.id, held.state.value, held.reason, lines, held.created_at, held.expires_at)
    return Answer(shown, etag=str(held.version))


def _place(row: Row) -> PlaceView:
    return PlaceView(row.place, row.available, row.reserved, row.sold, row.damaged, row.closed)
