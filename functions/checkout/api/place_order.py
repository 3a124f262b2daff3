"""POST /api/orders"""

import msgspec

from checkout import manifest
from checkout.fields import Amount, CartVersion, CouponCode, Method, ShippingAddress
from checkout.placing import OrderPlacer, Placing
from checkout.wish import STANDARD_SHIPPING, Wish
from haat.http import Call, endpoint
from orders.participant import Address
from promotions.participant import normalised


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which cart, and where to. Prices come from the server; `expected_total` is what was quoted."""

    cart_version: CartVersion
    shipping_address: ShippingAddress
    shipping_method: Method = STANDARD_SHIPPING
    coupon_code: CouponCode = None
    expected_total: Amount | None = None


@endpoint(manifest.PLACE_ORDER)
def handler(call: Call[Body], placer: OrderPlacer) -> Placing:
    """Place an order: its stock is held until it is paid, or for a quarter of an hour."""
    body = call.input
    wish = Wish(
        call.customer,
        body.cart_version,
        Address(**msgspec.structs.asdict(body.shipping_address)),
        call.key,
        body.shipping_method,
        normalised(body.coupon_code) if body.coupon_code is not None else None,
        body.expected_total.to_money() if body.expected_total else None,
    )
    return placer.place(wish)
