"""Rules of stock."""

from typing import Any

import pytest

from inventory import domain
from inventory.domain import (
    AVAILABLE_MAX,
    ChangeBy,
    QuantityInvalid,
    SetTo,
    Stock,
    StockNegative,
    StockTooHigh,
)

STOCK = Stock("A", "prod_1", available=10, reserved=2, sold=3, damaged=1, version=4)


@pytest.mark.parametrize(
    ("adjustment", "available"),
    [(SetTo(7), 7), (SetTo(0), 0), (SetTo(10), 10), (ChangeBy(5), 15), (ChangeBy(-10), 0)],
)
def test_an_adjustment_changes_what_can_be_sold_and_nothing_else(
    adjustment: SetTo | ChangeBy, available: int
) -> None:
    expected = Stock("A", "prod_1", available=available, reserved=2, sold=3, damaged=1, version=5)
    assert domain.adjust(STOCK, adjustment) == expected


def test_more_than_there_is_cannot_be_taken_away() -> None:
    assert domain.adjust(STOCK, ChangeBy(-11)) == StockNegative("A", available=10, change=-11)


def test_there_is_a_highest_number_of_units() -> None:
    room = AVAILABLE_MAX - 10
    assert isinstance(domain.adjust(STOCK, ChangeBy(room)), Stock)
    assert domain.adjust(STOCK, ChangeBy(room + 1)) == StockTooHigh("A", available=10, change=room + 1)


def test_a_sku_is_in_stock_while_one_unit_can_be_sold() -> None:
    last = domain.adjust(STOCK, SetTo(1))
    none = domain.adjust(STOCK, SetTo(0))
    assert isinstance(last, Stock)
    assert isinstance(none, Stock)
    assert (last.in_stock, none.in_stock) == (True, False)


@pytest.mark.parametrize("quantity", [0, -1, 1.0, 1.5, "1", True, None])
def test_a_quantity_is_a_whole_number_of_at_least_one(quantity: Any) -> None:
    with pytest.raises(QuantityInvalid):
        domain.positive(quantity)
    assert domain.positive(1) == 1
