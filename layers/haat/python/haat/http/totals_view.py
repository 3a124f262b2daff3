"""The parts of a price as clients see them: in quotes, orders and refunds."""

import msgspec

from haat.money import Money
from haat.totals import TaxPart, Totals


class TaxView(msgspec.Struct, frozen=True):
    """The tax at one rate; 19 % is a `rate_ppm` of 190000."""

    name: str
    jurisdiction: str
    rate_ppm: int
    taxable: Money
    tax: Money


class TotalsView(msgspec.Struct, frozen=True):
    """total = items − discount + shipping, and + tax unless that is included in the prices."""

    items: Money
    discount: Money
    shipping: Money
    tax: Money
    total: Money
    tax_included: bool
    taxes: tuple[TaxView, ...]


def of(totals: Totals, currency: str) -> TotalsView:
    """What a client may see of the totals."""
    return TotalsView(
        items=Money(totals.items_minor, currency),
        discount=Money(totals.discount_minor, currency),
        shipping=Money(totals.shipping_minor, currency),
        tax=Money(totals.tax_minor, currency),
        total=Money(totals.total_minor, currency),
        tax_included=totals.tax_included,
        taxes=tuple(_tax(part, currency) for part in totals.taxes),
    )


def _tax(part: TaxPart, currency: str) -> TaxView:
    taxable, tax = Money(part.taxable_minor, currency), Money(part.tax_minor, currency)
    return TaxView(part.name, part.jurisdiction, part.rate_ppm, taxable, tax)
