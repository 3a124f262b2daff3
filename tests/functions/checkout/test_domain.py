"""The rules of placing an order."""

import pytest

from checkout import domain
from checkout.domain import TotalNotPayable
from haat.money import Money


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        ([], {}),
        ([("a", 1)], {"a": 1}),
        ([("a", 1), ("b", 2), ("a", 3)], {"a": 4, "b": 2}),
    ],
)
def test_what_lines_want_of_a_sku_is_summed_before_anything_is_checked(
    lines: list[tuple[str, int]], units: dict[str, int]
) -> None:
    assert domain.demand(lines) == units


@pytest.mark.parametrize(
    ("hold_until_s", "left_s"), [(1000, 900), (101, 1), (100, 1), (99, 1), (-100_000, 1)]
)
def test_a_hold_has_at_least_a_second_left(hold_until_s: int, left_s: int) -> None:
    assert domain.hold_left_s(hold_until_s, now_s=100) == left_s


@pytest.mark.parametrize("total_minor", [50, 51, 1999, 99_999_999])
def test_what_the_provider_charges_can_be_paid(total_minor: int) -> None:
    assert domain.unpayable(Money(total_minor, "EUR")) is None


@pytest.mark.parametrize("total_minor", [0, 1, 49, 100_000_000])
def test_what_the_provider_never_charges_cannot_be_paid(total_minor: int) -> None:
    refused = domain.unpayable(Money(total_minor, "EUR"))

    assert isinstance(refused, TotalNotPayable)
    assert refused.describe().startswith("An order costs at least 0.50 EUR and at most 999999.99 EUR;")
