"""What an order costs, part by part: quote, order, refund and invoice show the same. Standard library only.

All amounts are minor units of the order's one currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from haat.money import Money, allocate, charge_step

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


class Divisible(Protocol):
    """A line of an order, as far as its units share its amounts."""

    @property
    def quantity(self) -> int: ...
    @property
    def unit_price(self) -> Money: ...
    @property
    def discount_minor(self) -> int: ...
    @property
    def tax_minor(self) -> int: ...
    @property
    def total_minor(self) -> int: ...


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit of a line cost its buyer; `tax_minor` is within `total_minor`."""

    discount_minor: int
    tax_minor: int
    total_minor: int


def unit_shares(line: Divisible) -> tuple[UnitShare, ...]:
    """What each unit of a line cost, first to last; they sum to the line.

    Whoever gives units back takes the next of these that nobody has had yet: so the refunds of a line sum to
    what was paid for it, however it is split and in whatever order.
    """
    amounts = (line.discount_minor, line.tax_minor, line.total_minor)
    step = step_of(amounts, line.unit_price.currency)
    alike = [1] * line.quantity
    columns = (_in_steps(amount, alike, step) for amount in amounts)
    return tuple(UnitShare(*unit) for unit in zip(*columns, strict=True))


def shared(total_minor: int, weights: Sequence[int], currency: str) -> list[int]:
    """Shares as by `allocate`, each an amount that a card can be charged or refunded."""
    return _in_steps(total_minor, weights, step_of((total_minor,), currency))


def step_of(amounts_minor: Sequence[int], currency: str) -> int:
    """The step in which amounts are shared: that of charges, unless they do not keep to it themselves."""
    step = charge_step(currency)
    return 1 if any(amount % step for amount in amounts_minor) else step


def _in_steps(total_minor: int, weights: Sequence[int], step: int) -> list[int]:
    return [share * step for share in allocate(total_minor // step, weights)]
