"""Money: exact, and never of two currencies at once."""

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from haat.money import CurrencyMismatch, Money, allocate, exponent

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)


def test_exponents_are_those_of_cldr() -> None:
    fractions = get_global("currency_fractions")
    digits = {code: fraction[0] for code, fraction in fractions.items() if code != "DEFAULT"}
    assert {code: exponent(code) for code in digits} == digits
    assert exponent("EUR") == fractions["DEFAULT"][0] == 2


@pytest.mark.parametrize(
    ("amount_minor", "currency", "shown"),
    [
        (1999, "EUR", "19.99 EUR"),
        (1999, "JPY", "1999 JPY"),
        (1999, "KWD", "1.999 KWD"),
        (5, "EUR", "0.05 EUR"),
        (0, "EUR", "0.00 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (-1999, "EUR", "-19.99 EUR"),
        (123456789, "USD", "1234567.89 USD"),
        (1, "CLF", "0.0001 CLF"),
    ],
)
def test_money_is_shown_with_the_digits_of_its_currency(amount_minor: int, currency: str, shown: str) -> None:
    assert str(Money(amount_minor, currency)) == shown


@given(AMOUNTS, AMOUNTS, st.integers(min_value=0, max_value=10**6))
def test_sums_and_multiples_are_exact(one: int, other: int, quantity: int) -> None:
    assert Money(one, "EUR") + Money(other, "EUR") == Money(one + other, "EUR")
    assert Money(one, "EUR").times(quantity) == Money(one * quantity, "EUR")


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(CurrencyMismatch, match="JPY and EUR"):
        Money(1, "JPY") + Money(1, "EUR")


WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=80)


@given(AMOUNTS, WEIGHTS)
def test_shares_sum_to_the_amount_and_none_is_a_unit_off_its_proportion(
    total_minor: int, weights: list[int]
) -> None:
    shares = allocate(total_minor, weights)
    assert sum(shares) == total_minor
    whole = sum(weights)
    if whole:
        assert all(
            abs(share * whole - total_minor * weight) < whole
            for share, weight in zip(shares, weights, strict=True)
        )


@pytest.mark.parametrize(
    ("total_minor", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [0, 3, 1], [0, 4, 1]),
        (7, [0, 0], [4, 3]),
        (0, [5, 5], [0, 0]),
    ],
)
def test_the_largest_remainder_is_served_first(
    total_minor: int, weights: list[int], shares: list[int]
) -> None:
    assert allocate(total_minor, weights) == shares


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_nothing_is_shared_by_no_or_negative_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="shared"):
        allocate(1, weights)
