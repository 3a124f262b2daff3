"""POST /api/cart/items"""

from typing import Annotated

import msgspec

from cart import domain, manifest
from cart.changes import Changes, Stopped
from cart.view import CartView
from haat import clock
from haat.http import Answer, Call, endpoint


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What to put into the cart."""

    sku: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    quantity: Annotated[int, msgspec.Meta(ge=1, le=domain.QUANTITY_MAX)]


@endpoint(manifest.ADD_ITEM)
def handler(
    call: Call[Body], carts: Changes[domain.Unaddable]
) -> Answer[CartView] | domain.Unaddable | Stopped:
    """Put units of a SKU into the caller's cart, on top of those that are there."""
    sku, quantity, at = call.input.sku, call.input.quantity, clock.now()
    return carts.make(call, lambda cart, offer: domain.add(cart, sku, quantity, offer, at=at), sku=sku)
