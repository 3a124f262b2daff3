"""How a SKU's units are spread over shards and joined."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.sharding import (
    OTHER_ROWS_MAX,
    SHARDS,
    NotStockedThere,
    Spread,
    TooManyPlaces,
    shards_of,
    spread,
    strays,
)
from inventory.domain.stock import Row, Stock


def row(place: str, available: int = 0, *, closed: bool = False) -> Row:
    return Row("A", "prod_1", available, 1, 0, 0, 1, place, closed=closed)


def test_units_are_spread_evenly_and_the_first_rows_have_the_odd_ones() -> None:
    step = spread(Stock((row("main", 10),)), "main", 4)
    assert step == Spread(
        places=("main/1", "main/2", "main/3"),
        former_places=(),
        opening=("main/1", "main/2", "main/3"),
        closing=(),
        moves={"main": -7, "main/1": 3, "main/2": 2, "main/3": 2},
    )


def test_joined_shards_close_and_keep_their_units_until_they_are_brought_home() -> None:
    rows = (row("main", 3), row("main/1", 3), row("north", 7))
    step = spread(Stock(rows, ("main/1", "north")), "main", 1)
    assert step == Spread(("north",), ("main/1",), (), ("main/1",), {})


def test_a_shard_that_was_closed_opens_again_with_what_it_has() -> None:
    rows = (row("main", 5), row("main/1", 3, closed=True))
    step = spread(Stock(rows, (), ("main/1",)), "main", 2)
    assert step == Spread(("main/1",), (), ("main/1",), (), {"main": -1, "main/1": 1})


def test_a_spread_that_died_after_closing_a_row_is_mended_by_the_next_one() -> None:
    stock = Stock((row("main", 5), row("main/1", 3, closed=True)), ("main/1",))
    again, joined = spread(stock, "main", 2), spread(stock, "main", 1)
    assert isinstance(again, Spread)
    assert isinstance(joined, Spread)
    assert (again.places, again.opening) == (("main/1",), ("main/1",))
    assert (joined.places, joined.former_places) == ((), ("main/1",))


def test_warehouses_are_spread_on_their_own() -> None:
    stock = Stock((row("main", 5), row("north", 4)), ("north",))
    step = spread(stock, "north", 2)
    assert isinstance(step, Spread)
    assert (step.places, step.moves) == (("north", "north/1"), {"north": -2, "north/1": 2})
    assert spread(stock, "south", 2) == NotStockedThere("A", "south")


def test_there_is_a_limit_to_the_rows_of_one_sku() -> None:
    assert isinstance(spread(Stock((row("main"),)), "main", 64), Spread)
    shards = shards_of("main", 64)
    stock = Stock((*map(row, shards), row("north")), (*shards[1:], "north"))
    assert len(stock.places) == OTHER_ROWS_MAX
    assert spread(stock, "north", 2) == TooManyPlaces("A", 66)


@given(
    layers=st.lists(st.sampled_from(SHARDS), min_size=1, max_size=5),
    units=st.integers(0, 300),
)
def test_no_layout_after_another_loses_a_unit_or_forgets_a_row(layers: list[int], units: int) -> None:
    stock = Stock((row("main", units),))
    for shards in layers:
        step = spread(stock, "main", shards)
        assert isinstance(step, Spread)
        assert sum(step.moves.values()) == 0
        stock = applied(stock, step)
        open_rows = [one for one in stock.rows if not one.closed]
        assert {one.place for one in open_rows} == set(shards_of("main", shards))
        assert {one.place for one in stock.rows} == {"main", *stock.places, *stock.former_places}
        assert not set(stock.places) & set(stock.former_places)
        assert stock.available == units
        assert min(one.available for one in stock.rows) >= 0
        even = [one.available for one in open_rows]
        assert strays(stock.rows) or max(even) - min(even) <= 1


def applied(stock: Stock, step: Spread) -> Stock:
    """The stock after a step, before anything is brought home."""
    rows = {one.place: one for one in stock.rows}
    for place in step.opening:
        rows[place] = replace(rows.get(place, row(place)), closed=False)
    for place in step.closing:
        rows[place] = replace(rows[place], closed=True)
    for place, change in step.moves.items():
        rows[place] = replace(rows[place], available=rows[place].available + change)
    return Stock(tuple(rows.values()), step.places, step.former_places)
