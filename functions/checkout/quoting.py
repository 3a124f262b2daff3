"""What a cart would cost, as clients see it."""

from dataclasses import replace

import msgspec

from cart import participant as carts
from checkout.dealing import Deal, Terms, Unpriced, deal_of
from haat.http import totals_view
from haat.http.totals_view import TotalsView
from haat.money import Money
from pricing import participant as pricing
from pricing.participant import Option, Priced
from promotions.participant import CouponRefused, Found


class QuoteLine(msgspec.Struct, frozen=True):
    """One line; `line_total` is unit price × quantity, `total` what the customer would pay for it."""

    sku: str
    name: str
    quantity: int
    unit_price: Money
    line_total: Money
    discount: Money
    tax: Money
    tax_rate_ppm: int
    total: Money


class ShippingOption(msgspec.Struct, frozen=True):
    """A way to ship, in working days at best and at worst; `price` is without tax where prices are."""

    method: str
    name: str
    price: Money
    days_min: int
    days_max: int


class Quote(msgspec.Struct, frozen=True):
    """What an order would cost. The lines' totals and `shipping_total` sum to the total."""

    cart_version: int
    lines: tuple[QuoteLine, ...]
    shipping_method: str
    shipping_total: Money
    shipping_options: tuple[ShippingOption, ...]
    coupon_code: str | None
    totals: TotalsView
    total: Money


def agreed(cart: carts.Cart, terms: Terms, found: Found | None) -> Deal | Unpriced:
    """The price of a cart that has lines; a coupon that does not hold comes with the quote without it."""
    deal = deal_of(cart, terms, found)
    return without_coupon(deal, cart, terms) if isinstance(deal, CouponRefused) else deal


def without_coupon(refused: CouponRefused, cart: carts.Cart, terms: Terms) -> CouponRefused:
    """The refusal of a coupon with what the cart costs without one."""
    return replace(refused, quote=quoted(cart, replace(terms, coupon_code=None), None))


def quoted(cart: carts.Cart, terms: Terms, found: Found | None) -> Quote | None:
    """What a cart costs on these terms, without the coupon if that does not hold; None: it has no price."""
    deal = deal_of(cart, terms, found) if cart.lines else None
    if isinstance(deal, CouponRefused):
        deal = deal_of(cart, replace(terms, coupon_code=None), None)
    return quote_of(cart, deal) if isinstance(deal, Deal) else None


def quote_of(cart: carts.Cart, deal: Deal) -> Quote:
    """What a client may see of a price."""
    priced, options = deal.priced, pricing.shipping_options(deal.draft)
    currency, of = priced.currency, options if isinstance(options, tuple) else ()
    return Quote(
        cart_version=cart.version,
        lines=_lines(cart, priced),
        shipping_method=priced.shipping.method,
        shipping_total=Money(priced.shipping.total_minor, currency),
        shipping_options=tuple(_option(option, currency) for option in of),
        coupon_code=deal.coupon.code if deal.coupon else None,
        totals=totals_view.of(priced.totals, currency),
        total=deal.total,
    )


def _lines(cart: carts.Cart, priced: Priced) -> tuple[QuoteLine, ...]:
    currency = priced.currency
    return tuple(
        QuoteLine(
            line.sku,
            line.name,
            line.quantity,
            line.unit_price,
            line.total,
            discount=Money(its.discount_minor, currency),
            tax=Money(its.tax_minor, currency),
            tax_rate_ppm=its.tax_rate_ppm,
            total=Money(its.total_minor, currency),
        )
        for line, its in zip(cart.lines, priced.lines, strict=True)
    )


def _option(option: Option, currency: str) -> ShippingOption:
    return ShippingOption(option.method, option.name, Money(option.price_minor, currency), *option.days)
