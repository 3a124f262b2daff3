"""POST /api/orders"""

import msgspec

from checkout import manifest
from checkout.fields import Amount, CartVersion, CouponCode, Email, Method, ShippingAddress
from checkout.orderer import Orderer, orderer
from checkout.placing import OrderPlacer, PlacedOrder, Placing
from checkout.wish import STANDARD_SHIPPING, Wish
from haat.errors import InvalidInput, Unauthorized
from haat.http import Call, Guest, endpoint, order_link
from haat.http.answer import Stored
from orders.participant import Address
from promotions.participant import normalised


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which cart, and where to. Prices come from the server; `expected_total` is what was quoted;
    `email` is for guests, and required of them."""

    cart_version: CartVersion
    shipping_address: ShippingAddress
    shipping_method: Method = STANDARD_SHIPPING
    coupon_code: CouponCode = None
    expected_total: Amount | None = None
    email: Email | None = None


def with_order_token(call: Call[Body], stored: Stored) -> Stored:
    """The answer as a guest gets it, with the token that opens the order."""
    if not isinstance(call.principal, Guest):
        return stored
    placed = msgspec.json.decode(stored.body, type=PlacedOrder)
    whole = msgspec.structs.replace(placed, order_token=order_link.token_of(placed.order.id))
    return msgspec.structs.replace(stored, body=msgspec.json.encode(whole).decode())


@endpoint(manifest.PLACE_ORDER, reveal=with_order_token)
def handler(call: Call[Body], placer: OrderPlacer) -> Placing | InvalidInput | Unauthorized:
    """Place an order: its stock is held until it is paid, or for a quarter of an hour."""
    body = call.input
    customer = orderer(call.principal, body.email)
    if not isinstance(customer, Orderer):
        return customer
    wish = Wish(
        customer,
        body.cart_version,
        Address(**msgspec.structs.asdict(body.shipping_address)),
        call.key,
        body.shipping_method,
        normalised(body.coupon_code) if body.coupon_code is not None else None,
        body.expected_total.to_money() if body.expected_total else None,
    )
    return placer.place(wish)
