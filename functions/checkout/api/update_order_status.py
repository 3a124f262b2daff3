"""PUT /api/orders/{order_id}/status"""

from typing import Literal

import msgspec

from checkout import manifest
from checkout.cancelling import OrderCanceller
from checkout.domain import PaymentUnderway
from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table.writes import Write
from orders import participant as orders
from orders.participant import (
    CancelReason,
    Order,
    OrderChanged,
    OrderMoveNotAllowed,
    OrderStore,
    OrderView,
    Status,
)


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Where the order goes. `confirmed` is the payment's to say."""

    status: Literal["shipped", "delivered", "cancelled"]


@endpoint(manifest.UPDATE_ORDER_STATUS)
def handler(
    call: Call[Body], store: OrderStore, canceller: OrderCanceller
) -> (
    Answer[OrderView]
    | NotFound
    | OrderMoveNotAllowed
    | OrderChanged
    | PaymentUnderway
    | PreconditionFailed
    | AlreadyAnswered
):
    """Move an order on; an illegal move says what the order is."""
    order = store.find(call.path["order_id"])
    if order is None:
        return NotFound()
    if failed := call.precondition(str(order.version)):
        return failed
    result = _move(call, order, store, canceller)
    return orders.answer(result) if isinstance(result, Order) else result


def _move(
    call: Call[Body], order: Order, store: OrderStore, canceller: OrderCanceller
) -> Order | OrderMoveNotAllowed | OrderChanged | PaymentUnderway | AlreadyAnswered:
    def audited(before: Order, after: Order) -> Write:
        return call.audited(f"order/{order.id}", {"status": before.status}, {"status": after.status})

    to = Status(call.input.status)
    if to is Status.CANCELLED:
        return canceller.cancel(order, CancelReason.ADMIN, lambda was, now: (audited(was, now),))
    moved = orders.move(order, to, at=clock.now())
    if isinstance(moved, OrderMoveNotAllowed):
        return moved
    return store.save_move(moved, audited(order, moved)) or moved
