"""POST /api/orders/{order_id}/returns"""

from typing import Annotated

import msgspec

from aftersales import manifest, view
from aftersales.domain import OrderNotReturnable, Return, ReturnLine, ReturnReason, ReturnTooLate
from aftersales.returning import Returner
from haat.errors import InvalidInput, NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from orders.participant import OrderStore


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """Units of a line, and why they come back."""

    sku: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    quantity: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    reason: ReturnReason


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What comes back."""

    lines: Annotated[list[LineBody], msgspec.Meta(min_length=1, max_length=80)]


@endpoint(manifest.REQUEST_RETURN)
def handler(
    call: Call[Body], store: OrderStore, returner: Returner
) -> Answer[view.ReturnView] | NotFound | OrderNotReturnable | ReturnTooLate | InvalidInput | AlreadyAnswered:
    """Announce that units of one of the caller's orders come back; somebody approves it, or does not."""
    order = store.find(call.path["order_id"])
    if order is None or not call.holds(order.id, order.customer_id):
        return NotFound()
    lines = tuple(ReturnLine(line.sku, line.quantity, line.reason) for line in call.input.lines)
    result = returner.request(order, lines, lambda made: call.remember(view.answer(made)))
    return view.answer(result) if isinstance(result, Return) else result
