"""What a cart would cost: the same function for whoever asks and for whoever orders."""

import msgspec

from cart import participant as carts
from haat.http import totals_view
from haat.http.totals_view import TotalsView
from haat.money import Money
from pricing import participant as pricing
from pricing.participant import Destination, Discount, Draft, DraftLine, Option, Priced

Refusal = pricing.Refusal


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


def draft_of(cart: carts.Cart, to: Destination, method: str, discount: Discount | None) -> Draft:
    """What is to be priced of a cart that has lines."""
    lines = tuple(
        DraftLine(line.sku, line.quantity, line.unit_price, line.weight_g, line.tax_class)
        for line in cart.lines
    )
    return Draft(lines, lines[0].unit_price.currency, to, method, discount)


def quote_of(cart: carts.Cart, draft: Draft, coupon_code: str | None) -> Quote | Refusal:
    """What the cart would cost, or why it has no price."""
    priced, options = pricing.price(draft), pricing.shipping_options(draft)
    if not isinstance(priced, Priced):
        return priced
    if not isinstance(options, tuple):
        return options
    currency = priced.currency
    return Quote(
        cart_version=cart.version,
        lines=_lines(cart, priced),
        shipping_method=priced.shipping.method,
        shipping_total=Money(priced.shipping.total_minor, currency),
        shipping_options=tuple(_option(option, currency) for option in options),
        coupon_code=coupon_code,
        totals=totals_view.of(priced.totals, currency),
        total=Money(priced.totals.total_minor, currency),
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
