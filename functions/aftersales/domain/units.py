"""What the units of an order's lines cost: each unit goes back once, and all of them sum to their line."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from haat.totals import Divisible, unit_shares


class LinePaid(Divisible, Protocol):
    """A line of an order, as far as its units can be given back."""

    @property
    def sku(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Units:
    """Some units of a line, and what the customer paid for them; amounts in minor units."""

    sku: str
    numbers: tuple[int, ...]  # which of the line's, from 0
    amount_minor: int
    tax_minor: int  # in it
    discount_minor: int


def left_of(line: LinePaid, gone: Collection[int]) -> int:
    """How many units of a line have not been given back."""
    return line.quantity - len(set(gone))


def next_units(line: LinePaid, gone: Collection[int], quantity: int) -> tuple[int, ...]:
    """The first units of a line that nobody was given the money of; fewer if not so many are left."""
    free = [number for number in range(line.quantity) if number not in gone]
    return tuple(free[:quantity])


def priced(line: LinePaid, numbers: tuple[int, ...]) -> Units:
    """What these units cost: their share of the line, discount and tax included, to the minor unit."""
    shares = unit_shares(line)
    chosen = [shares[number] for number in numbers]
    return Units(
        line.sku,
        numbers,
        amount_minor=sum(share.total_minor for share in chosen),
        tax_minor=sum(share.tax_minor for share in chosen),
        discount_minor=sum(share.discount_minor for share in chosen),
    )
