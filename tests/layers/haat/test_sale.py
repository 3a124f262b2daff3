"""What a SKU costs at a moment."""

import pytest

from haat.money import Money
from haat.sale import ENDLESS_S, Sale, changes_at_s, price_at

PRICES = {"EUR": 2000, "USD": 2200}
SALES = {"EUR": Sale(1500, 100, 200)}


@pytest.mark.parametrize(
    ("at_s", "minor", "until_s"), [(99, 2000, 100), (100, 1500, 200), (199, 1500, 200), (200, 2000, None)]
)
def test_a_sale_lasts_from_its_first_second_until_right_before_its_end(
    at_s: int, minor: int, until_s: int | None
) -> None:
    assert price_at(PRICES, SALES, "EUR", at_s) == Money(minor, "EUR")
    assert changes_at_s(SALES, "EUR", at_s) == until_s


def test_a_sale_is_in_its_own_currency_alone() -> None:
    assert price_at(PRICES, SALES, "USD", 150) == Money(2200, "USD")
    assert price_at(PRICES, SALES, "JPY", 150) is None
    assert changes_at_s(SALES, "USD", 50) is None


def test_a_sale_without_an_end_changes_no_more() -> None:
    endless = {"EUR": Sale(1500, 0, ENDLESS_S)}
    assert price_at(PRICES, endless, "EUR", 2**40 // 10) == Money(1500, "EUR")
    assert changes_at_s(endless, "EUR", 1) is None
