"""What an order costs, part by part: quote, order, refund and invoice show the same. Standard library only.

All amounts are minor units of the order's one currency.
"""

from dataclasses import dataclass

PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class TaxPart:
    """The tax of all goods and shipping at one rate; `taxable_minor` is without the tax."""

    name: str  # "VAT"
    jurisdiction: str  # ISO 3166: "DE", "US-CA"
    rate_ppm: int  # 19 % is 190000
    taxable_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """total = items − discount + shipping, and + tax unless that is included in the prices."""

    items_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int
    tax_included: bool
    taxes: tuple[TaxPart, ...] = ()


def untaxed(items_minor: int) -> Totals:
    """The totals of goods without discount, shipping or tax."""
    return Totals(items_minor, 0, 0, 0, items_minor, tax_included=True)
