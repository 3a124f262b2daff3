"""The slow way to units: nobody hears that something is sold out while a unit is left anywhere."""

import pytest

from haat import clock
from haat.stock import Allocation
from haat.table import writes
from haat.table.meter import meter
from inventory import participant
from inventory.domain.stock import OutOfStock, RanShort, Stock
from inventory.stockroom import Plan, StockContended, Stockroom
from inventory.store import ShardStore, StockStore
from tests.functions.inventory.examples import PRICE, at, everywhere, spread, stored, two_warehouses, units
from tests.functions.inventory.holds import held
from tests.support.meanwhile import Rivals

pytestmark = pytest.mark.usefixtures("table")


def search(demand: dict[str, int], country: str = "DE", **hints: tuple[str, ...]) -> Plan | OutOfStock:
    with two_warehouses():
        return Stockroom().search(demand, hints, country, "ord_1/0")


def test_units_are_found_in_one_round_trip_where_the_cart_saw_all_rows() -> None:
    spread("A", {"main": 0, "main/1": 0, "main/2": 3})
    stored("B", available=2)
    meter.reset()
    found = search({"A": 2, "B": 1}, A=("main/1", "main/2"))
    assert found == {"A": (at("main/2", 2),), "B": (at("main", 1),)}
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_and_in_two_where_it_did_not() -> None:
    spread("A", {"main": 0, "main/1": 0, "main/2": 3})
    meter.reset()
    assert search({"A": 2}) == {"A": (at("main/2", 2),)}
    assert meter.calls == ["dynamodb.BatchGetItem"] * 2


def test_the_nearest_warehouse_that_has_all_sends_it_and_else_several_do() -> None:
    spread("A", {"main": 3, "north": 4})
    assert search({"A": 3}, "SE") == {"A": (at("north", 3),)}
    assert search({"A": 4}, "DE") == {"A": (at("north", 4),)}
    assert search({"A": 7}, "DE") == {"A": (at("north", 4), at("main", 3))}


def test_what_is_left_is_told_as_all_that_can_be_sent_there() -> None:
    spread("A", {"main": 3, "north": 4, "main/1": 1})
    assert search({"A": 9}, "DE") == OutOfStock("A", available=8, requested=9)
    assert search({"A": 9}, "US") == OutOfStock("A", available=4, requested=9)
    assert search({"NEVER": 1}) == OutOfStock("NEVER", available=0, requested=1)


def test_units_in_a_closed_row_are_brought_home_and_sold() -> None:
    spread("A", {"main": 1, "main/1": 2})
    ShardStore().close("A", "main/1")
    assert search({"A": 3}) == {"A": (at("main", 3),)}
    assert everywhere() == {"main": 3, "main/1": 0}


def test_units_of_a_hold_that_is_over_are_sold_before_the_clock_comes_by() -> None:
    stored(available=3)
    stored("B", available=3)
    now_s = clock.now_s()
    held({"A": 3}, hold_s=60)
    others = held({"B": 3}, hold_s=60)
    with clock.set_to(lambda: now_s + 59):
        assert search({"A": 2}) == OutOfStock("A", available=0, requested=2)
    with clock.set_to(lambda: now_s + 61):
        assert search({"A": 2}) == {"A": (at("main", 2),)}
    assert units("A") == (3, 0, 0, 0)
    assert (units("B"), others.state) == ((0, 3, 0, 0), "open")


def test_a_single_row_that_is_sold_out_is_settled_in_three_round_trips() -> None:
    stored(available=1)
    meter.reset()
    assert search({"A": 2}) == OutOfStock("A", available=1, requested=2)
    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.Query", "dynamodb.BatchGetItem"]


def test_a_unit_that_goes_home_between_two_reads_is_not_overlooked() -> None:
    """The head is read without it, the shard without it: only a second look tells that it has moved."""
    spread("A", {"main": 0, "main/1": 1})
    ShardStore().close("A", "main/1")
    find, room = StockStore.find_many, Stockroom()
    moved: list[int] = []

    def find_around(store: StockStore, skus: object, *given: object) -> dict[str, Stock]:
        before = find(store, ["A"])["A"]
        if moved:
            return {"A": before}
        moved.append(1)
        room.bring_home(before)
        after = find(store, ["A"])["A"]
        return {"A": Stock((before.rows[0], after.rows[1]), after.places, after.former_places)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StockStore, "find_many", find_around)
        assert search({"A": 1}) == {"A": (at("main", 1),)}


def test_units_that_others_keep_moving_are_not_sold_out() -> None:
    spread("A", {"main": 0, "main/1": 1})
    ShardStore().close("A", "main/1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ShardStore, "bring_home", lambda *_: False)
        with pytest.raises(StockContended):
            search({"A": 1})


def test_every_plan_can_be_reserved_unless_somebody_was_faster(rivals: Rivals) -> None:
    spread("A", {"main": 1, "main/1": 1})
    plan = search({"A": 2})
    assert isinstance(plan, dict)
    rivals.next(lambda: writes.commit(participant.reserve("A", Allocation("main/1", 1), PRICE)))
    taken = [participant.reserve("A", one, PRICE) for one in plan["A"]]
    assert writes.commit(*taken) == [RanShort("A", "main/1")]
    assert everywhere() == {"main": 1, "main/1": 0}
