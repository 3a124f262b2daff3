"""Coupons in an order: read with the cart, turned into a discount, used, and given back."""

from cart import participant as carts
from haat.money import Money
from haat.table import shop_settings
from haat.table.writes import Write
from orders.participant import Order
from pricing.participant import Discount, FixedAmount, FreeShipping, Percentage
from promotions import participant as promotions
from promotions.participant import Buyer, Coupon, Found, Kind


def read(holder: carts.Holder, code: str | None, buyer: Buyer | None) -> tuple[carts.Cart, Found | None]:
    """A cart at the prices of now, and the coupon of a code with the buyer's uses of it.

    One consistent read, which takes the settings of the shop along where they are due; and three calls more
    where a sale has begun or ended meanwhile.
    """
    if code is None and not shop_settings.is_due():
        return carts.up_to_date(carts.find(holder)), None
    of_coupon = promotions.keys(code, buyer) if code is not None else []
    items = shop_settings.read_with([carts.key(holder), *of_coupon])
    found = promotions.found(items, code, buyer) if code is not None else None
    return carts.up_to_date(carts.found(items, holder)), found


def discount_of(coupon: Coupon, currency: str) -> Discount:
    """What a coupon takes off an order in a currency that it is for."""
    match coupon.kind:
        case Kind.PERCENTAGE:
            return Percentage(coupon.rate_ppm)
        case Kind.FIXED:
            return FixedAmount(coupon.amounts_minor[currency])
        case Kind.FREE_SHIPPING:
            return FreeShipping()


def subtotal(cart: carts.Cart) -> Money:
    """What the goods of a cart that has lines cost before any discount."""
    return cart.subtotal(cart.lines[0].unit_price.currency)


def used(coupon: Coupon | None, order: Order) -> tuple[Write, ...]:
    """The writes that use a coupon for an order."""
    return promotions.redeem(coupon, order.id, _buyer(order)) if coupon else ()


def given_back(order: Order) -> tuple[Write, ...]:
    """The writes that give an order's use of a coupon back; none if it has none."""
    code = order.coupon_code
    return promotions.give_back(code, order.id, _buyer(order)) if code else ()


def _buyer(order: Order) -> Buyer:
    """Who placed it, whosever it is by now."""
    return Buyer(order.placed_by, order.email)
