"""PUT /api/cart/items/{item_id}"""

from typing import Annotated

import msgspec

from cart import domain, manifest
from cart.changes import Changes, Stopped
from cart.view import CartView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """How many."""

    quantity: Annotated[int, msgspec.Meta(ge=1, le=domain.QUANTITY_MAX)]


@endpoint(manifest.SET_QUANTITY)
def handler(call: Call[Body], carts: Changes[NotFound]) -> Answer[CartView] | NotFound | Stopped:
    """Set the quantity of a line; stock is looked at when something is added, and at checkout."""
    item_id, quantity = call.path["item_id"], call.input.quantity
    return carts.make(call, lambda cart, _: domain.set_quantity(cart, item_id, quantity))
