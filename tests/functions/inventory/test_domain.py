"""Rules of stock."""

from dataclasses import replace
from typing import Any

import pytest

from haat.stock import UNITS_MAX
from inventory.domain.adjusting import (
    Adjustment,
    ChangeBy,
    Counted,
    Damage,
    FewerDamaged,
    SetTo,
    StockBelowReserved,
    StockNegative,
    StockTooHigh,
    WriteOff,
    adjust,
    movement,
)
from inventory.domain.stock import QuantityInvalid, Row, Stock, positive
from inventory.domain.telling import Told, next_step

ROW = Row("A", "prod_1", available=10, reserved=2, sold=3, damaged=1, version=4)


@pytest.mark.parametrize(
    ("adjustment", "available", "damaged", "received"),
    [
        (SetTo(7), 7, 1, -3),
        (SetTo(0), 0, 1, -10),
        (SetTo(10), 10, 1, 0),
        (ChangeBy(5), 15, 1, 5),
        (ChangeBy(-10), 0, 1, -10),
        (Counted(2), 0, 1, -10),
        (Counted(20), 18, 1, 8),
        (Damage(10), 0, 11, 0),
        (WriteOff(1), 10, 0, -1),
    ],
)
def test_an_adjustment_changes_what_can_be_sold_or_is_damaged_and_nothing_of_orders(
    adjustment: Adjustment, available: int, damaged: int, received: int
) -> None:
    after = adjust(ROW, adjustment)
    assert after == replace(ROW, available=available, damaged=damaged, version=5, adjustments=1)
    assert movement(ROW, after).received == received


@pytest.mark.parametrize(
    ("adjustment", "refusal"),
    [
        (ChangeBy(-11), StockNegative("A", available=10, change=-11)),
        (Damage(11), StockNegative("A", available=10, change=-11)),
        (WriteOff(2), FewerDamaged("A", damaged=1, units=2)),
        (Counted(1), StockBelowReserved("A", reserved=2, on_hand=1)),
    ],
)
def test_more_than_there_is_cannot_be_taken_away(adjustment: Adjustment, refusal: object) -> None:
    assert adjust(ROW, adjustment) == refusal


def test_there_is_a_highest_number_of_units() -> None:
    room = UNITS_MAX - 10
    assert isinstance(adjust(ROW, ChangeBy(room)), Row)
    assert adjust(ROW, ChangeBy(room + 1)) == StockTooHigh("A", available=10, change=room + 1)


def test_a_sku_is_in_stock_while_one_unit_can_be_sold_anywhere() -> None:
    none, one = replace(ROW, available=0), replace(ROW, available=1, place="north")
    assert not Stock((none,)).in_stock
    assert Stock((none, one)).in_stock


def stock(available: int, reorder_at: int | None = None) -> Stock:
    return Stock((replace(ROW, available=available),), reorder_at=reorder_at)


def told(*stocks: Stock) -> list[tuple[str, int]]:
    """The events that are told of a SKU and their numbers, as it goes through some states."""
    known, events = Told(), []
    for seen in stocks:
        while step := next_step(known, seen):
            known, event = step
            events.append((event, known.events))
    return events


def test_what_is_known_is_not_told_again() -> None:
    assert told(stock(3), stock(2), stock(2)) == [("StockAvailabilityChanged", 1)]
    assert told(stock(3), stock(0), stock(4)) == [
        ("StockAvailabilityChanged", 1),
        ("StockAvailabilityChanged", 2),
        ("StockAvailabilityChanged", 3),
    ]


def test_a_reorder_is_told_once_for_each_fall_and_once_for_each_rise() -> None:
    levels = (12, 10, 9, 11, 10)
    assert told(*(stock(level, reorder_at=10) for level in levels)) == [
        ("StockAvailabilityChanged", 1),
        ("ReorderNeeded", 2),
        ("ReorderSettled", 3),
        ("ReorderNeeded", 4),
    ]


def test_nobody_needs_to_reorder_what_is_watched_at_fewer_or_not_at_all() -> None:
    for reorder_at in (8, None):
        assert told(stock(9, reorder_at=10), stock(9, reorder_at=reorder_at))[-1] == ("ReorderSettled", 3)


@pytest.mark.parametrize("quantity", [0, -1, 1.0, 1.5, "1", True, None])
def test_a_quantity_is_a_whole_number_of_at_least_one(quantity: Any) -> None:
    with pytest.raises(QuantityInvalid):
        positive(quantity)
    assert positive(1) == 1
