"""GET /api/orders"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from orders import manifest, view
from orders.store import OrderStore


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Orders(msgspec.Struct):
    """A page of orders."""

    items: list[view.OrderView]
    next: str | None


@endpoint(manifest.LIST_ORDERS)
def handler(call: Call[Query], orders: OrderStore) -> Orders | CursorInvalid:
    """The caller's orders, newest first."""
    scope = f"orders {call.customer.id}"
    after = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    page = orders.list_of(call.customer.id, limit=call.input.limit, after=after)
    return Orders([view.of(order) for order in page.orders], cursor.encode(page.last_key, scope=scope))
