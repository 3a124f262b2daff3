"""What one unit of a line cost."""

from dataclasses import dataclass

import pytest

from haat.money import Money
from haat.totals import UnitShare, shared, unit_shares


@dataclass(frozen=True)
class Line:
    quantity: int
    unit_price: Money
    discount_minor: int
    tax_minor: int
    total_minor: int


def test_the_first_units_carry_what_cannot_be_halved() -> None:
    line = Line(3, Money(1000, "EUR"), 100, 463, 2900)
    assert unit_shares(line) == (
        UnitShare(34, 155, 967),
        UnitShare(33, 154, 967),
        UnitShare(33, 154, 966),
    )


def test_units_in_dinars_are_shared_in_tens_as_cards_are_refunded() -> None:
    line = Line(3, Money(1000, "KWD"), 0, 100, 2900)
    assert [share.total_minor for share in unit_shares(line)] == [970, 970, 960]
    assert [share.tax_minor for share in unit_shares(line)] == [40, 30, 30]


def test_a_line_that_does_not_keep_to_tens_is_shared_to_the_last_unit() -> None:
    line = Line(2, Money(1005, "KWD"), 0, 10, 2011)
    assert unit_shares(line) == (UnitShare(0, 5, 1006), UnitShare(0, 5, 1005))


@pytest.mark.parametrize(
    ("total_minor", "currency", "shares"),
    [
        (100, "EUR", [34, 33, 33]),
        (100, "JPY", [34, 33, 33]),
        (100, "KWD", [40, 30, 30]),
        (101, "KWD", [34, 34, 33]),
    ],
)
def test_shares_are_amounts_a_card_can_be_charged_where_their_sum_is_one(
    total_minor: int, currency: str, shares: list[int]
) -> None:
    assert shared(total_minor, [1, 1, 1], currency) == shares
