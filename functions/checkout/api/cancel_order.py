"""POST /api/orders/{order_id}/cancel"""

from checkout import manifest
from checkout.cancelling import OrderCanceller
from checkout.domain import PaymentUnderway
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from orders import participant as orders
from orders.participant import CancelReason, Order, OrderMoveNotAllowed, OrderStore, OrderView


@endpoint(manifest.CANCEL_ORDER)
def handler(
    call: Call[None], store: OrderStore, canceller: OrderCanceller
) -> Answer[OrderView] | NotFound | OrderMoveNotAllowed | PaymentUnderway | AlreadyAnswered:
    """Cancel one of the caller's orders; cancelling it again is refused, a repeated request is not."""
    order = store.find(call.path["order_id"])
    if order is None or not call.holds(order.id, order.customer_id):
        return NotFound()
    result = canceller.cancel(
        order, CancelReason.CUSTOMER, lambda _, then: call.remember_personal(orders.answer(then))
    )
    return orders.answer(result) if isinstance(result, Order) else result
