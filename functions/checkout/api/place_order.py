"""POST /api/orders"""

from typing import Annotated

import msgspec

from checkout import manifest
from checkout.placing import OrderPlacer, Placing
from checkout.wish import STANDARD_SHIPPING, Wish
from haat.http import Call, endpoint
from orders.participant import Address

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Optional = Annotated[str, msgspec.Meta(max_length=200)] | None
Method = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{0,29}$(?!\n)")]
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$(?!\n)")]


class ShippingAddress(msgspec.Struct, forbid_unknown_fields=True):
    """Where the parcel goes. `country` is an ISO 3166-1 code such as "DE"."""

    name: Text
    line1: Text
    city: Text
    postal_code: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    country: Country
    line2: Optional = None
    region: Optional = None


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which cart, and where to. Prices come from the server."""

    cart_version: Annotated[int, msgspec.Meta(ge=0)]
    shipping_address: ShippingAddress
    shipping_method: Method = STANDARD_SHIPPING


@endpoint(manifest.PLACE_ORDER)
def handler(call: Call[Body], placer: OrderPlacer) -> Placing:
    """Place an order: its stock is held until it is paid, or for a quarter of an hour."""
    body = call.input
    address = Address(**msgspec.structs.asdict(body.shipping_address))
    return placer.place(Wish(call.customer, body.cart_version, address, call.key, body.shipping_method))
