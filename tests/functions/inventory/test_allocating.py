"""From which rows an order's units come."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain import warehouses
from inventory.domain.allocating import choose, guess, plan
from inventory.domain.stock import Row
from inventory.domain.warehouses import near, warehouse_of
from tests.functions.inventory.examples import at, two_warehouses

NEAR = ("main", "north", "south")
PLACES = ("main", "main/1", "main/2", "north", "north/1", "south", "elsewhere")


def rows(available: dict[str, int], *, closed: str = "") -> list[Row]:
    return [
        Row("A", "prod_1", units, 0, 0, 0, 1, place, closed=place == closed)
        for place, units in available.items()
    ]


def test_the_nearest_warehouse_that_has_all_is_asked_even_if_another_one_has_more() -> None:
    shelves = rows({"main": 1, "north": 2, "south": 9})
    assert plan(shelves, 2, NEAR, "k") == (at("north", 2),)
    assert plan(shelves, 3, NEAR, "k") == (at("south", 3),)
    assert plan(shelves, 1, NEAR, "k") == (at("main", 1),)


def test_where_none_has_all_as_few_warehouses_as_can_be_share_it() -> None:
    assert plan(rows({"main": 1, "north": 2, "south": 3}), 5, NEAR, "k") == (at("south", 3), at("north", 2))
    assert plan(rows({"main": 3, "north": 2, "south": 3}), 4, NEAR, "k") == (at("main", 3), at("south", 1))


def test_shards_of_one_warehouse_are_one_parcel() -> None:
    assert plan(rows({"main": 1, "main/1": 2, "north": 2}), 3, NEAR, "k") == (at("main/1", 2), at("main", 1))


def test_what_is_closed_or_sends_nothing_there_is_no_help() -> None:
    assert plan(rows({"main": 1, "main/1": 5}, closed="main/1"), 2, NEAR, "k") is None
    assert plan(rows({"main": 1, "elsewhere": 5}), 2, NEAR, "k") is None
    assert plan([], 1, NEAR, "k") is None


@given(
    available=st.dictionaries(st.sampled_from(PLACES), st.integers(0, 4)),
    quantity=st.integers(1, 12),
    key=st.text(max_size=3),
)
def test_a_plan_is_exactly_what_is_wanted_and_is_there_in_as_few_parcels_as_can_be(
    available: dict[str, int], quantity: int, key: str
) -> None:
    taken = plan(rows(available), quantity, NEAR, key)
    usable = {place: units for place, units in available.items() if warehouse_of(place) in NEAR}
    if sum(usable.values()) < quantity:
        assert taken is None
        return
    assert taken is not None
    assert sum(one.quantity for one in taken) == quantity
    assert all(1 <= one.quantity <= usable[one.place] for one in taken)
    assert len({one.place for one in taken}) == len(taken)
    houses = {warehouse_of(one.place) for one in taken}
    assert len(houses) == fewest(totals(usable), quantity)
    inside = {place: units for place, units in usable.items() if warehouse_of(place) in houses}
    assert len(taken) == fewest(inside, quantity)


def totals(available: dict[str, int]) -> dict[str, int]:
    """Units by warehouse."""
    sums: Counter[str] = Counter()
    for place, units in available.items():
        sums[warehouse_of(place)] += units
    return dict(sums)


def fewest(available: dict[str, int], quantity: int) -> int:
    """By trying every choice: how many of them it takes to have so many units."""
    for size in range(1, len(available) + 1):
        if any(sum(units) >= quantity for units in combinations(available.values(), size)):
            return size
    raise AssertionError("there are not that many")


def test_buyers_are_spread_evenly_over_the_shards() -> None:
    shards = [f"main/{number}" for number in range(64)]
    drawn = Counter(choose(shards, f"ord_{number:026d}/HOT") for number in range(64_000))
    assert len(drawn) == 64
    assert max(drawn.values()) < 1200  # 1000 each on average; the deviation is 31
    assert min(drawn.values()) > 800


def test_buyers_who_searched_are_spread_over_the_rows_that_have_enough() -> None:
    shelves = rows({"main": 9, "main/1": 2, "main/2": 3, "north": 9})
    taken = {plan(shelves, 2, NEAR, f"ord_{number}") for number in range(60)}
    assert taken == {(at("main", 2),), (at("main/1", 2),), (at("main/2", 2),)}


def test_the_same_order_draws_the_same_shard() -> None:
    assert {choose(("a", "b", "c"), "ord_1") for _ in range(5)} == {choose(("a", "b", "c"), "ord_1")}


@pytest.mark.parametrize(
    ("hints", "country", "place"),
    [
        ((), "DE", "main"),
        ((), "SE", "main"),  # the head's row says whether the SKU is on sale, wherever its units are
        (("north",), "SE", "north"),
        (("north",), "AT", "main"),
        (("north",), "US", "main"),
    ],
)
def test_the_first_guess_is_the_nearest_warehouse_that_has_a_row(
    hints: tuple[str, ...], country: str, place: str
) -> None:
    with two_warehouses():
        assert guess(hints, near(country), "ord_1") == place


def test_warehouses_are_near_by_their_own_lists() -> None:
    with two_warehouses():
        assert near("DE") == ("main", "north")
        assert near("SE") == ("north", "main")
        assert near("US") == ("main",)


def test_a_country_that_nobody_sends_to_has_no_warehouse() -> None:
    with warehouses.set_to((warehouses.Warehouse("north", "North", "SE", ("SE",)),)):
        assert near("US") == ()
        assert guess((), near("US"), "ord_1") == "main"


def test_the_file_of_warehouses_has_the_main_one_which_sends_everywhere() -> None:
    assert "main" in near("ZZ")
    assert len({house.place for house in warehouses.known()}) == len(warehouses.known())
    assert all("/" not in house.place and "#" not in house.place for house in warehouses.known())
