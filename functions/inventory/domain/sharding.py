"""A hot SKU: its units at one warehouse spread over shards, and joined again.

The warehouse's own row is the first shard. A shard that is no longer wanted is closed: it sells no more,
keeps what orders hold of it, and its units are brought home to the warehouse's row.

How many: transactions/s × seconds that each keeps a row busy ÷ 0.1, up to the next power of two. By the model
one row refuses half of 167 transactions/s or more, and 64 rows refuse none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from haat.errors import Conflict
from haat.keys import MAIN_WAREHOUSE
from inventory.domain.stock import Row, Stock
from inventory.domain.warehouses import warehouse_of

SHARDS = (1, 2, 4, 8, 16, 32, 64)
OTHER_ROWS_MAX = 64  # open rows of one SKU beside its head: a new price is written to all at once


@dataclass(frozen=True, slots=True)
class TooManyPlaces(Conflict):
    """The units of a SKU would be in too many places."""

    detail: ClassVar[str] = (
        "{sku} would be in {rows} rows and can be in {rows_max}: join its shards elsewhere first."
    )
    sku: str
    rows: int
    rows_max: int = OTHER_ROWS_MAX + 1


@dataclass(frozen=True, slots=True)
class NotStockedThere(Conflict):
    """This warehouse has never had the SKU."""

    detail: ClassVar[str] = "There is no stock of {sku} at {place}: set it first, 0 being enough."
    sku: str
    place: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The step from one layout to another: rows to open, rows to close, and units to move."""

    places: tuple[str, ...]  # of the open rows beside the head
    former_places: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    moves: dict[str, int]  # units gained (positive) and lost, by place; they sum to 0


def shards_of(warehouse: str, shards: int) -> tuple[str, ...]:
    """The places of so many shards: ("main", "main/1", …)."""
    return (warehouse, *(f"{warehouse}/{number}" for number in range(1, shards)))


def home_of(place: str) -> str:
    """Where the units of a closed shard go."""
    return warehouse_of(place)


def spread(stock: Stock, warehouse: str, shards: int) -> Spread | TooManyPlaces | NotStockedThere:
    """How to have the units at a warehouse in so many shards, evenly. Closing ones keep theirs for now."""
    if stock.at(warehouse) is None:
        return NotStockedThere(stock.sku, warehouse)
    wanted = shards_of(warehouse, shards)
    listed = [place for place in (MAIN_WAREHOUSE, *stock.places) if warehouse_of(place) == warehouse]
    closing = tuple(place for place in listed if place not in wanted)
    opening = tuple(place for place in wanted if _is_shut(stock.at(place)))
    places = tuple(dict.fromkeys(place for place in (*stock.places, *opening) if place not in closing))
    if len(places) > OTHER_ROWS_MAX:
        return TooManyPlaces(stock.sku, len(places) + 1)
    former = tuple(place for place in stock.former_places if place not in opening) + closing
    return Spread(places, former, opening, closing, _evened(stock, wanted))


def _is_shut(row: Row | None) -> bool:
    """Whether a row is still to be made, or closed; a spread that died half-way leaves closed ones listed."""
    return row is None or row.closed


def _evened(stock: Stock, places: Iterable[str]) -> dict[str, int]:
    """What each of some places gains or loses until all have the same, the first ones a unit more."""
    rows = [(place, stock.at(place)) for place in places]
    has = {place: row.available if row else 0 for place, row in rows}
    even, more = divmod(sum(has.values()), len(has))
    moves = {place: even + (index < more) - units for index, (place, units) in enumerate(has.items())}
    return {place: change for place, change in moves.items() if change}


def strays(rows: Iterable[Row]) -> list[Row]:
    """Closed rows that have units to bring home."""
    return [row for row in rows if row.closed and row.available]
