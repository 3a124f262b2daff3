"""POST /api/inventory/reserve"""

from collections import Counter
from typing import Annotated

import msgspec
from msgspec import Meta

from haat.errors import FieldError, InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.stock import UNITS_MAX
from haat.table.writes import Write
from inventory import manifest, view
from inventory.domain import warehouses
from inventory.domain.holding import (
    HOLD_S_DEFAULT,
    HOLD_S_MAX,
    HOLD_S_MIN,
    LINES_MAX,
    Hold,
    HoldTooScattered,
)
from inventory.domain.stock import OutOfStock
from inventory.reserving import Reserver, Wish
from inventory.view import HoldView


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """So many units of one SKU."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    quantity: Annotated[int, Meta(ge=1, le=UNITS_MAX)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What to hold, for how long (seconds), why, and at which warehouse if it matters."""

    lines: Annotated[list[LineBody], Meta(min_length=1, max_length=LINES_MAX)]
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    hold_s: Annotated[int, Meta(ge=HOLD_S_MIN, le=HOLD_S_MAX)] = HOLD_S_DEFAULT
    place: str | None = None


@endpoint(manifest.RESERVE_STOCK)
def handler(
    call: Call[Body], reserver: Reserver
) -> Answer[HoldView] | InvalidInput | OutOfStock | HoldTooScattered | AlreadyAnswered:
    """Hold units until they are released or their time is over; all of them or none."""
    body = call.input
    near = warehouses.everywhere()
    if body.place is not None:
        if body.place not in near:
            return InvalidInput((FieldError("/place", "There is no such warehouse."),))
        near = (body.place,)
    demand = Counter[str]()
    for line in body.lines:
        demand[line.sku] += line.quantity
    wish = Wish(demand, near, body.hold_s, call.staff.username, body.reason)
    outcome = reserver.reserve(wish, lambda hold: _also(call, hold))
    return view.hold(outcome) if isinstance(outcome, Hold) else outcome


def _also(call: Call[Body], hold: Hold) -> tuple[Write, ...]:
    return call.audited(f"hold/{hold.id}", None, hold), *call.remember(view.hold(hold))
