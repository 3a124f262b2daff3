"""Half a unit goes up; currencies with three decimals round to tens."""

import pytest

from pricing.domain.discounts import rounded


@pytest.mark.parametrize(
    ("numerator", "denominator", "currency", "amount"),
    [
        (5, 2, "EUR", 3),
        (49, 100, "EUR", 0),
        (1, 2, "EUR", 1),
        (149, 100, "JPY", 1),
        (5, 1, "KWD", 10),
        (49, 10, "KWD", 0),
        (2226, 1, "KWD", 2230),
    ],
)
def test_a_fraction_becomes_the_nearest_amount_a_card_can_be_charged(
    numerator: int, denominator: int, currency: str, amount: int
) -> None:
    assert rounded(numerator, denominator, currency) == amount
