"""GET /api/orders/{order_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from orders import manifest, view
from orders.store import OrderStore


@endpoint(manifest.GET_ORDER)
def handler(call: Call[None], orders: OrderStore) -> Answer[view.OrderView] | NotFound:
    """One order of the caller; somebody else's is as absent as one that never was."""
    order = orders.find(call.path["order_id"])
    if order is None or not call.holds(order.id, order.customer_id):
        return NotFound()
    return view.answer(order)
