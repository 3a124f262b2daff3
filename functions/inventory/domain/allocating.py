"""From which rows the units of an order come: from as near as can be, in as few parcels as can be.

The nearest warehouse that has all of a SKU's units, else as few warehouses as can be, the nearer of equal
ones; there one row that has all of them, else as few rows as can be. A hot SKU's warehouse has many rows
("main", "main/1", …): buyers are spread over them by the ids of their orders, so that few meet.
"""

from collections.abc import Iterable, Sequence
from zlib import crc32

from haat.keys import MAIN_WAREHOUSE
from haat.stock import Allocation
from inventory.domain.stock import Row
from inventory.domain.warehouses import warehouse_of


def choose(places: Sequence[str], key: str) -> str:
    """One of several places, the same for the same key; keys that are random spread evenly."""
    return places[crc32(key.encode()) % len(places)]


def guess(hints: Iterable[str], near: Sequence[str], key: str) -> str:
    """The place to try first, without knowing what it has: a row of the nearest warehouse that has any.

    `hints` are the places of a SKU's rows beside its head, as last seen. With nothing near, the head's:
    its row says then what a search would say.
    """
    places = (MAIN_WAREHOUSE, *hints)
    for warehouse in near:
        rows = [place for place in places if warehouse_of(place) == warehouse]
        if rows:
            return choose(rows, key)
    return MAIN_WAREHOUSE


def plan(rows: Iterable[Row], quantity: int, near: Sequence[str], key: str) -> tuple[Allocation, ...] | None:
    """Where so many units of one SKU come from; None: there are not that many near."""
    shelves: dict[str, list[Row]] = {warehouse: [] for warehouse in near}
    for row in rows:
        if row.available > 0 and not row.closed and warehouse_of(row.place) in shelves:
            shelves[warehouse_of(row.place)].append(row)
    for shelf in shelves.values():
        if _units(shelf) >= quantity:
            return _take(shelf, quantity, key)
    chosen: list[Row] = []
    for shelf in sorted(shelves.values(), key=lambda rows: -_units(rows)):
        chosen += shelf
        if _units(chosen) >= quantity:
            return _take(chosen, quantity, key)
    return None


def reachable(rows: Iterable[Row], near: Sequence[str]) -> int:
    """Units that can be sold to somewhere; those in closed rows, too, for they can be brought home."""
    return sum(row.available for row in rows if warehouse_of(row.place) in near)


def _take(rows: Sequence[Row], quantity: int, key: str) -> tuple[Allocation, ...]:
    """Units from one row that has them all, else from the fullest ones."""
    enough = [row.place for row in rows if row.available >= quantity]
    if enough:
        return (Allocation(choose(enough, key), quantity),)
    taken: list[Allocation] = []
    for row in sorted(rows, key=lambda row: -row.available):
        units = min(row.available, quantity - sum(one.quantity for one in taken))
        if units:
            taken.append(Allocation(row.place, units))
    return tuple(taken)


def _units(rows: Iterable[Row]) -> int:
    return sum(row.available for row in rows)
