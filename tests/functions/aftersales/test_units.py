"""What units of a line cost: they sum to the line, however it is taken apart."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain import left_of, next_units, priced
from haat.money import Money


@dataclass(frozen=True)
class Sold:
    """A line of an order."""

    sku: str
    quantity: int
    unit_price: Money
    discount_minor: int
    tax_minor: int
    total_minor: int


@st.composite
def lines(draw: st.DrawFn) -> Sold:
    total_minor = draw(st.integers(0, 10**7))
    return Sold(
        "bowl",
        draw(st.integers(1, 12)),
        Money(draw(st.integers(1, 10**6)), draw(st.sampled_from(["EUR", "JPY", "KWD"]))),
        draw(st.integers(0, 10**5)),
        draw(st.integers(0, total_minor)),
        total_minor,
    )


@given(lines(), st.randoms(use_true_random=False))
def test_taken_back_in_any_parts_a_line_comes_to_what_was_paid_for_it(line: Sold, chance: object) -> None:
    gone: set[int] = set()
    sums = [0, 0, 0]
    while left_of(line, gone):
        quantity = chance.randint(1, left_of(line, gone))  # type: ignore[attr-defined]
        units = priced(line, next_units(line, gone, quantity))
        assert len(units.numbers) == quantity
        gone |= set(units.numbers)
        for place, amount in enumerate((units.amount_minor, units.tax_minor, units.discount_minor)):
            sums[place] += amount

    assert sums == [line.total_minor, line.tax_minor, line.discount_minor]


def test_ten_euro_for_three_units_go_back_as_they_were_shared() -> None:
    line = Sold("bowl", 3, Money(400, "EUR"), 200, 160, 1000)

    one_by_one = [priced(line, (number,)) for number in range(3)]

    assert [units.amount_minor for units in one_by_one] == [334, 333, 333]
    assert [units.discount_minor for units in one_by_one] == [67, 67, 66]


@pytest.mark.parametrize(
    ("gone", "quantity", "units"),
    [((), 2, (0, 1)), ((0,), 2, (1, 2)), ((1,), 2, (0, 2)), ((0, 2), 5, (1,)), ((0, 1, 2), 1, ())],
)
def test_the_next_units_are_those_that_nobody_had_yet(
    gone: tuple[int, ...], quantity: int, units: tuple[int, ...]
) -> None:
    line = Sold("bowl", 3, Money(400, "EUR"), 0, 0, 1200)

    assert next_units(line, gone, quantity) == units
