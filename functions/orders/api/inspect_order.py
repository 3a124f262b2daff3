"""GET /api/admin/orders/{order_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from orders import manifest, view
from orders.store import OrderStore


@endpoint(manifest.INSPECT_ORDER)
def handler(call: Call[None], orders: OrderStore) -> Answer[view.StaffOrderView] | NotFound:
    """One order, whosever it is."""
    order = orders.find(call.path["order_id"])
    return view.staff_answer(order) if order else NotFound()
