"""The price of a cart: the same function for whoever asks and for whoever orders."""

from dataclasses import dataclass

from cart import participant as carts
from checkout import couponing, policy
from checkout.charges import Unpayable, unpayable
from haat import clock
from haat.money import Money
from pricing import participant as pricing
from pricing.participant import Destination, Discount, Draft, DraftLine, Priced
from promotions import participant as promotions
from promotions.participant import Buyer, Coupon, CouponRefused, Found

Unpriced = pricing.Refusal | CouponRefused | Unpayable


@dataclass(frozen=True, slots=True)
class Terms:
    """What the price of a cart depends on beside the cart."""

    destination: Destination
    shipping_method: str
    coupon_code: str | None  # normalised
    buyer: Buyer | None  # None: nobody knows yet


@dataclass(frozen=True, slots=True)
class Deal:
    """What a cart costs, and the coupon that is used for that."""

    draft: Draft
    priced: Priced
    coupon: Coupon | None

    @property
    def total(self) -> Money:
        return Money(self.priced.totals.total_minor, self.priced.currency)


def deal_of(cart: carts.Cart, terms: Terms, found: Found | None) -> Deal | Unpriced:
    """What a cart that has lines costs on these terms, or why it cannot be had."""
    coupon = _coupon(cart, terms, found)
    if isinstance(coupon, CouponRefused):
        return coupon
    currency = couponing.subtotal(cart).currency
    draft = _draft(cart, terms, couponing.discount_of(coupon, currency) if coupon else None)
    priced = pricing.price(draft)
    if not isinstance(priced, Priced):
        return priced
    deal = Deal(draft, priced, coupon)
    return unpayable(deal.total) or deal


def _coupon(cart: carts.Cart, terms: Terms, found: Found | None) -> Coupon | CouponRefused | None:
    if terms.coupon_code is None or found is None:
        return None
    goods = couponing.subtotal(cart)
    return promotions.usable(terms.coupon_code, found, terms.buyer, goods, at_s=clock.now_s())


def _draft(cart: carts.Cart, terms: Terms, discount: Discount | None) -> Draft:
    lines = tuple(
        DraftLine(line.sku, line.quantity, line.unit_price, line.weight_g, line.tax_class)
        for line in cart.lines
    )
    currency = couponing.subtotal(cart).currency
    free_from_minor = policy.free_shipping_from_minor(currency)
    return Draft(lines, currency, terms.destination, terms.shipping_method, discount, free_from_minor)
