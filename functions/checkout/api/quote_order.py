"""POST /api/checkout/quote"""

import msgspec

from cart import participant as carts
from checkout import couponing, manifest
from checkout.dealing import Deal, Terms, Unpriced
from checkout.domain import CartChanged, CartEmpty
from checkout.fields import CartVersion, CouponCode, DestinationBody, Method, ShippingAddress
from checkout.quoting import Quote, agreed, quote_of, quoted
from checkout.wish import STANDARD_SHIPPING
from haat.errors import FieldError, InvalidInput
from haat.http import Answer, Call, Customer, Guest, endpoint
from haat.http.call import Principal
from pricing.participant import Destination
from promotions.participant import Buyer, normalised


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Where to: either `destination` or a whole `shipping_address`. Prices come from the server."""

    destination: DestinationBody | None = None
    shipping_address: ShippingAddress | None = None
    shipping_method: Method = STANDARD_SHIPPING
    coupon_code: CouponCode = None
    cart_version: CartVersion | None = None


@endpoint(manifest.QUOTE_ORDER)
def handler(call: Call[Body]) -> Answer[Quote] | InvalidInput | CartEmpty | CartChanged | Unpriced:
    """What an order of the caller's cart would cost. Nothing is held or written; stock is not looked at."""
    body = call.input
    to = body.destination or body.shipping_address
    if to is None or (body.destination and body.shipping_address):
        return InvalidInput((FieldError("/destination", "Send it, or a shipping_address, and not both."),))
    code = normalised(body.coupon_code) if body.coupon_code is not None else None
    destination = Destination(to.country, to.postal_code or "", to.region)
    terms = Terms(destination, body.shipping_method, code, _buyer(call.principal))
    cart, found = couponing.read(_holder(call.principal), code, terms.buyer)
    if body.cart_version is not None and body.cart_version != cart.version:
        return CartChanged(carts.view(cart), quoted(cart, terms, found))
    if not cart.lines:
        return CartEmpty()
    deal = agreed(cart, terms, found)
    return Answer(quote_of(cart, deal)) if isinstance(deal, Deal) else deal


def _holder(principal: Principal) -> carts.Holder:
    match principal:
        case Customer(id=customer_id):
            return carts.customer(customer_id)
        case Guest(token_hash=known):
            return carts.guest(known)
        case _:
            return carts.guest("nobody")  # whose cart is empty


def _buyer(principal: Principal) -> Buyer | None:
    return Buyer(principal.id, principal.email) if isinstance(principal, Customer) else None
