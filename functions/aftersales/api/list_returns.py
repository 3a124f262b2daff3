"""GET /api/orders/{order_id}/returns"""

import msgspec

from aftersales import manifest, view
from aftersales.store import ReturnStore
from haat.errors import NotFound
from haat.http import Call, endpoint
from orders.participant import OrderStore


class Returns(msgspec.Struct):
    """All returns of an order, first to last."""

    items: list[view.ReturnView]
    next: str | None = None  # there are never more


@endpoint(manifest.LIST_RETURNS)
def handler(call: Call[None], store: OrderStore, returns: ReturnStore) -> Returns | NotFound:
    """The returns of one of the caller's orders."""
    order = store.find(call.path["order_id"])
    if order is None or not call.holds(order.id, order.customer_id):
        return NotFound()
    return Returns([view.of(made) for made in returns.list_of(returns.claims(order.id))])
