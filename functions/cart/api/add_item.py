"""POST /api/cart/items"""

from typing import Annotated

import msgspec

from cart import domain, manifest
from cart.changes import Changes, Stopped
from cart.domain import Cart, Offer
from cart.view import CartView
from haat import clock
from haat.http import Answer, Call, endpoint
from haat.settings import CURRENCY


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What to put into the cart; `currency` is the cart's, or the shop's for an empty one, unless given."""

    sku: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    quantity: Annotated[int, msgspec.Meta(ge=1, le=domain.QUANTITY_MAX)]
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$(?!\n)")] | None = None


@endpoint(manifest.ADD_ITEM)
def handler(
    call: Call[Body], carts: Changes[domain.Unaddable]
) -> Answer[CartView] | domain.Unaddable | Stopped:
    """Put units of a SKU into the caller's cart, on top of those that are there."""
    wanted, at = call.input, clock.now()

    def add(cart: Cart, offer: Offer | None) -> Cart | domain.Unaddable:
        currency = wanted.currency or cart.currency or CURRENCY.text()
        return domain.add(cart, wanted.sku, wanted.quantity, offer, currency=currency, at=at)

    return carts.make(call, add, sku=wanted.sku)
