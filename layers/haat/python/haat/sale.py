"""What a SKU costs at a moment: its price, or that of a sale while it lasts. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass

from haat.money import Money

ENDLESS_S = 253_402_300_800  # the end of the year 9999


@dataclass(frozen=True, slots=True)
class Sale:
    """Another price for a while: from `from_s` until right before `until_s`, in seconds since the epoch."""

    amount_minor: int
    from_s: int
    until_s: int

    def lasts(self, at_s: int) -> bool:
        return self.from_s <= at_s < self.until_s


Sales = Mapping[str, Sale]
"""At most one for each currency."""


def price_at(prices: Mapping[str, int], sales: Sales, currency: str, at_s: int) -> Money | None:
    """The price at a moment; `prices` are minor units by currency. None: it is not sold in that."""
    sale = sales.get(currency)
    if currency not in prices:
        return None
    return Money(sale.amount_minor if sale and sale.lasts(at_s) else prices[currency], currency)


def changes_at_s(sales: Sales, currency: str, at_s: int) -> int | None:
    """When the price becomes another one after a moment, by itself; None: it does not."""
    sale = sales.get(currency)
    moments = (sale.from_s, sale.until_s) if sale else ()
    return next((moment for moment in moments if at_s < moment < ENDLESS_S), None)
