"""The rules of placing an order."""

import pytest

from checkout import domain


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
