"""What people in charge do to units: count them, receive them, lose them, damage them, write them off."""

from dataclasses import dataclass, replace
from typing import ClassVar

from haat.errors import Conflict
from haat.stock import UNITS_MAX
from inventory.domain.stock import Movement, Row


@dataclass(frozen=True, slots=True)
class SetTo:
    """So many units can be sold."""

    available: int


@dataclass(frozen=True, slots=True)
class ChangeBy:
    """So many units came (positive) or went."""

    units: int


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units lie on the shelf that are not sold and not damaged: available ones and reserved ones."""

    on_hand: int


@dataclass(frozen=True, slots=True)
class Damage:
    """So many units that could be sold no longer can."""

    units: int


@dataclass(frozen=True, slots=True)
class WriteOff:
    """So many damaged units are thrown away."""

    units: int


Adjustment = SetTo | ChangeBy | Counted | Damage | WriteOff
KINDS = {
    SetTo: "set",
    ChangeBy: "changed",
    Counted: "counted",
    Damage: "damaged",
    WriteOff: "written_off",
}


@dataclass(frozen=True, slots=True)
class StockChanged(Conflict):
    """The stock has changed since it was read."""

    detail: ClassVar[str] = "{sku} is at version {version} with {available} available."
    sku: str
    available: int
    version: int


@dataclass(frozen=True, slots=True)
class StockNegative(Conflict):
    """There are not that many units to take away."""

    detail: ClassVar[str] = "{available} of {sku} are available: they cannot change by {change}."
    sku: str
    available: int
    change: int


@dataclass(frozen=True, slots=True)
class StockBelowReserved(Conflict):
    """Fewer units than orders have reserved."""

    detail: ClassVar[str] = (
        "Orders hold {reserved} of {sku}, so {on_hand} cannot be all there is: cancel orders first, "
        "or count again."
    )
    sku: str
    reserved: int
    on_hand: int


@dataclass(frozen=True, slots=True)
class StockTooHigh(Conflict):
    """There cannot be that many units."""

    detail: ClassVar[str] = (
        "{available} of {sku} are available: with {change} more it is over {available_max}."
    )
    sku: str
    available: int
    change: int
    available_max: int = UNITS_MAX


@dataclass(frozen=True, slots=True)
class FewerDamaged(Conflict):
    """Not that many units are damaged."""

    detail: ClassVar[str] = "{damaged} of {sku} are damaged: {units} cannot be written off."
    sku: str
    damaged: int
    units: int


Refusal = StockNegative | StockBelowReserved | StockTooHigh | FewerDamaged


def adjust(row: Row, adjustment: Adjustment) -> Row | Refusal:
    """The row after somebody in charge changed it. Reserved and sold units are orders' alone."""
    match adjustment:
        case SetTo(available):
            return _available(row, available)
        case ChangeBy(units):
            return _available(row, row.available + units)
        case Counted(on_hand) if on_hand < row.reserved:
            return StockBelowReserved(row.sku, row.reserved, on_hand)
        case Counted(on_hand):
            return _available(row, on_hand - row.reserved)
        case Damage(units):
            fewer = _available(row, row.available - units)
            return replace(fewer, damaged=row.damaged + units) if isinstance(fewer, Row) else fewer
        case WriteOff(units) if units > row.damaged:
            return FewerDamaged(row.sku, row.damaged, units)
        case WriteOff(units):
            return _next(row, available=row.available, damaged=row.damaged - units)


def movement(before: Row, after: Row) -> Movement:
    """What lies between two states of a row."""
    return Movement(
        place=before.place,
        available=after.available - before.available,
        reserved=after.reserved - before.reserved,
        sold=after.sold - before.sold,
        damaged=after.damaged - before.damaged,
    )


def _available(row: Row, available: int) -> Row | StockNegative | StockTooHigh:
    change = available - row.available
    if available < 0:
        return StockNegative(row.sku, row.available, change)
    if available > UNITS_MAX:
        return StockTooHigh(row.sku, row.available, change)
    return _next(row, available=available, damaged=row.damaged)


def _next(row: Row, *, available: int, damaged: int) -> Row:
    return replace(
        row,
        available=available,
        damaged=damaged,
        version=row.version + 1,
        adjustments=row.adjustments + 1,
    )
