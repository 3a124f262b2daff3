"""The body of PUT /api/inventory/update, and what it asks for."""

from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from haat.errors import FieldError, InvalidInput
from haat.keys import MAIN_WAREHOUSE
from haat.stock import UNITS_MAX
from inventory.domain import warehouses
from inventory.domain.adjusting import Adjustment, ChangeBy, Counted, Damage, SetTo, WriteOff

KINDS = ("available", "change", "on_hand", "damage", "write_off", "reorder_at")

Units = Annotated[int, Meta(ge=0, le=UNITS_MAX)]
Some = Annotated[int, Meta(ge=1, le=UNITS_MAX)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """One change of a SKU's units at a warehouse; with `version`, only if the stock is at that still.

    `available`: so many can be sold. `change`: so many came (positive) or went. `on_hand`: a count found so
    many that are neither sold nor damaged. `damage`: so many can no longer be sold. `write_off`: so many
    damaged ones are thrown away. `reorder_at`: how many left everywhere call for more; null: none do.
    """

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    place: str = MAIN_WAREHOUSE
    available: Units | None = None
    change: Annotated[int, Meta(ge=-UNITS_MAX, le=UNITS_MAX)] | None = None
    on_hand: Units | None = None
    damage: Some | None = None
    write_off: Some | None = None
    reorder_at: Units | UnsetType | None = UNSET
    version: Annotated[int, Meta(ge=1)] | None = None


@dataclass(frozen=True, slots=True)
class ReorderAt:
    """So many units left of a SKU call for more; None: none do."""

    units: int | None


def wish_of(body: Body) -> Adjustment | ReorderAt | InvalidInput:
    """The one change that a body asks for, or why there is none."""
    given = [kind for kind in KINDS if getattr(body, kind) not in (None, UNSET)]
    if body.reorder_at is None:
        given.append("reorder_at")
    if len(given) != 1:
        return _invalid("/available", f"Give one of {', '.join(KINDS)}.")
    if body.place not in warehouses.everywhere():
        return _invalid("/place", "There is no such warehouse.")
    if body.change == 0:
        return _invalid("/change", "A change of nothing is none.")
    return _wish(body)


def _wish(body: Body) -> Adjustment | ReorderAt:
    match body:
        case Body(available=int(available)):
            return SetTo(available)
        case Body(change=int(units)):
            return ChangeBy(units)
        case Body(on_hand=int(on_hand)):
            return Counted(on_hand)
        case Body(damage=int(units)):
            return Damage(units)
        case Body(write_off=int(units)):
            return WriteOff(units)
        case _:
            return ReorderAt(None if body.reorder_at is UNSET else body.reorder_at)


def _invalid(pointer: str, detail: str) -> InvalidInput:
    return InvalidInput((FieldError(pointer, detail),))
