"""What can be paid at all."""

import pytest

from checkout.charges import CurrencyNotPayable, TotalNotPayable, TotalNotWhole, unpayable
from haat.money import Money


@pytest.mark.parametrize(
    ("total_minor", "currency"),
    [
        (50, "EUR"),
        (51, "EUR"),
        (99_999_999, "EUR"),
        (30, "GBP"),
        (50, "JPY"),
        (99_999_999, "JPY"),
        (200, "KWD"),
    ],
)
def test_what_the_provider_charges_can_be_paid(total_minor: int, currency: str) -> None:
    assert unpayable(Money(total_minor, currency)) is None


@pytest.mark.parametrize(
    ("total_minor", "currency"),
    [(0, "EUR"), (1, "EUR"), (49, "EUR"), (100_000_000, "EUR"), (49, "JPY"), (17_499, "HUF"), (190, "KWD")],
)
def test_what_the_provider_never_charges_cannot_be_paid(total_minor: int, currency: str) -> None:
    assert isinstance(unpayable(Money(total_minor, currency)), TotalNotPayable)


def test_it_is_said_what_an_order_may_cost() -> None:
    refused = unpayable(Money(49, "EUR"))
    assert refused
    assert refused.describe().startswith("An order costs at least 0.50 EUR and at most 999999.99 EUR;")


def test_cards_are_charged_dinars_in_tens() -> None:
    assert unpayable(Money(1005, "KWD")) == TotalNotWhole(Money(1005, "KWD"), Money(10, "KWD"))


def test_a_currency_that_the_provider_is_not_known_to_charge_is_told_which_are() -> None:
    refused = unpayable(Money(1000, "ISK"))
    assert isinstance(refused, CurrencyNotPayable)
    assert "EUR" in refused.currencies
