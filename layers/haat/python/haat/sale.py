"""What a SKU costs at a moment: its price, or that of a sale while it lasts. Standard library only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from haat import clock
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


@dataclass(frozen=True, slots=True)
class SalePrice:
    """A price below the usual one. Times are inclusive from and exclusive until; None is no limit."""

    price: Money
    valid_from: str | None = None
    valid_until: str | None = None

    def sale(self) -> Sale:
        """The same as the row of a SKU has it."""
        from_s = clock.seconds(self.valid_from) if self.valid_from else 0
        until_s = clock.seconds(self.valid_until) if self.valid_until else ENDLESS_S
        return Sale(self.price.amount_minor, from_s, until_s)


Sales = Mapping[str, Sale]
"""At most one for each currency."""


def price_at(prices: Mapping[str, int], sales: Sales, currency: str, at_s: int) -> Money | None:
    """The price at a moment; `prices` are minor units by currency. None: it is not sold in that."""
    sale = sales.get(currency)
    if currency not in prices:
        return None
    return Money(sale.amount_minor if sale and sale.lasts(at_s) else prices[currency], currency)


def holding_at(usual: Money, sales: Iterable[SalePrice], at_s: int) -> Money:
    """The price at a moment of what usually costs `usual`, in the same currency."""
    alike = (sale for sale in sales if sale.price.currency == usual.currency)
    return next((sale.price for sale in alike if sale.sale().lasts(at_s)), usual)


def changes_at_s(sales: Sales, currency: str, at_s: int) -> int | None:
    """When the price becomes another one after a moment, by itself; None: it does not."""
    sale = sales.get(currency)
    moments = (sale.from_s, sale.until_s) if sale else ()
    return next((moment for moment in moments if at_s < moment < ENDLESS_S), None)
