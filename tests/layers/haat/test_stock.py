"""Parts of where a line's units are."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.stock import Allocation, part

TWO = (Allocation("main", 2), Allocation("north", 3))


def test_a_part_begins_where_the_one_before_it_ended() -> None:
    assert part(TWO, 1) == (Allocation("main", 1),)
    assert part(TWO, 3, after=1) == (Allocation("main", 1), Allocation("north", 2))
    assert part(TWO, 1, after=4) == (Allocation("north", 1),)
    assert part(TWO, 0, after=2) == ()


@pytest.mark.parametrize(("quantity", "after"), [(6, 0), (1, 5), (3, 3)])
def test_more_than_there_is_is_no_part(quantity: int, after: int) -> None:
    with pytest.raises(ValueError, match="more than there are"):
        part(TWO, quantity, after=after)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.data())
def test_parts_one_after_another_are_the_whole(quantities: list[int], data: st.DataObject) -> None:
    whole = [Allocation(f"place-{number}", units) for number, units in enumerate(quantities)]
    taken, before, left = Counter[str](), 0, sum(quantities)
    while left:
        quantity = data.draw(st.integers(1, left))
        for one in part(whole, quantity, after=before):
            taken[one.place] += one.quantity
        before, left = before + quantity, left - quantity
    assert taken == {one.place: one.quantity for one in whole}
