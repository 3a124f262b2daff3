"""PUT /api/inventory/{sku}/shards"""

from typing import Any

import pytest

from haat.money import Money
from haat.table import reads, writes
from haat.table.meter import meter
from haat.table.sku import SkuItem, stock_key
from inventory import participant
from inventory.api.spread_stock import handler
from inventory.domain.sharding import Spread
from inventory.domain.sharding import spread as spread_step
from inventory.domain.stock import Row
from inventory.manifest import SPREAD_STOCK
from inventory.stockroom import Stockroom
from inventory.store import Occasion, ShardStore, StockStore
from inventory.tasks import sweep_stock
from tests.functions.inventory.examples import (
    PRICE,
    at,
    everywhere,
    ledger,
    received,
    reprice,
    row,
    spread,
    stock,
    stored,
    two_warehouses,
    units,
)
from tests.support.meanwhile import Rivals
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")


def put(shards: object, sku: str = "A", **more: Any) -> Response:
    return send(handler, {"shards": shards} | more, path={"sku": sku}, claims=admin_claims())


def bought(place: str, quantity: int = 1) -> None:
    """Somebody buys at a place."""
    assert writes.commit(participant.reserve("A", at(place, quantity), PRICE)) == []


def test_units_are_spread_over_shards_with_the_same_offer() -> None:
    stored(available=10, reserved=2, sold=3, damaged=1, reorder_at=5)
    meter.reset()
    answer = put(4)
    assert len(meter.calls) == SPREAD_STOCK.round_trips
    assert (answer.status, answer.json["available"], answer.json["reserved"]) == (200, 10, 2)
    assert answer.headers["etag"] == f'"{stock().version}"'
    assert everywhere() == {"main": 3, "main/1": 3, "main/2": 2, "main/3": 2}
    offers = {(one.name, one.prices["EUR"], one.on_sale, one.reorder_at) for one in items(SkuItem)}
    assert offers == {("Bowl", 2400, True, 5)}
    (line,) = ledger()
    assert (line.what, line.actor, sum(move.available for move in line.moves)) == ("spread", "admin", 0)


def test_joining_brings_all_units_home_and_leaves_orders_where_they_are() -> None:
    stored(available=10)
    put(4)
    bought("main/3", 2)
    bought("main/1")
    answer = put(1)
    assert (answer.status, answer.json["available"], answer.json["reserved"]) == (200, 7, 3)
    assert everywhere() == {"main": 7, "main/1": 0, "main/2": 0, "main/3": 0}
    assert (stock().places, stock().former_places) == ((), ("main/1", "main/2", "main/3"))
    assert writes.commit(participant.commit_sale("A", at("main/3", 2))) == []
    assert writes.commit(participant.release("A", at("main/1", 1))) == []
    assert received() == 0
    assert stock().available == 8


def test_units_that_come_back_to_a_closed_shard_are_brought_home_by_the_clock() -> None:
    stored(available=4)
    put(4)
    bought("main/1")
    bought("main/2")
    put(1)
    assert writes.commit(participant.release("A", at("main/1", 1))) == []
    sweep_stock.handler({}, None)
    assert everywhere() == {"main": 3, "main/1": 0, "main/2": 0, "main/3": 0}
    assert [place for _, place in ShardStore().strays()] == ["main/2"]  # which has a unit reserved still
    assert writes.commit(participant.commit_sale("A", at("main/2", 1))) == []
    sweep_stock.handler({}, None)
    assert list(ShardStore().strays()) == []
    assert writes.commit(participant.restock("A", at("main/2", 1))) == []
    sweep_stock.handler({}, None)
    assert everywhere()["main"] == 4
    assert list(ShardStore().strays()) == []


def test_shards_that_were_closed_open_again_at_the_price_of_today() -> None:
    stored(available=8)
    put(4)
    put(1)
    reprice("A", Money(1900, "EUR"))
    assert put(4).status == 200
    assert everywhere() == {"main": 2, "main/1": 2, "main/2": 2, "main/3": 2}
    assert {one.prices["EUR"] for one in items(SkuItem)} == {1900}
    sweep_stock.handler({}, None)
    assert list(ShardStore().strays()) == []


@pytest.mark.parametrize(("first", "second"), [(2, 8), (8, 2), (64, 1), (4, 4)])
def test_from_any_layout_to_any_other_no_unit_is_lost(first: int, second: int) -> None:
    stored(available=100)
    assert put(first).status == put(second).status == 200
    assert (stock().available, received(), len(stock().places)) == (100, 0, second - 1)


def test_buyers_who_take_units_that_were_to_move_are_served_and_the_rest_is_spread(rivals: Rivals) -> None:
    stored(available=4)
    rivals.next(lambda: bought("main", 4))
    assert put(4).json["available"] == 0
    assert stock().places == ("main/1", "main/2", "main/3")
    assert units() == (0, 4, 0, 0)


def test_a_shard_gives_no_units_that_buyers_have_taken_meanwhile(rivals: Rivals) -> None:
    spread("A", {"main": 4, "main/1": 4})
    rivals.next(lambda: bought("main/1", 4))
    assert put(4).json["available"] == 4
    assert everywhere() == {"main": 1, "main/1": 1, "main/2": 1, "main/3": 1}


def test_of_two_who_bring_units_home_at_once_one_does(rivals: Rivals) -> None:
    spread("A", {"main": 4, "main/1": 4})
    ShardStore().close("A", "main/1")
    rivals.next(lambda: Stockroom().bring_home(stock()))
    assert everywhere() == {"main": 4, "main/1": 4}
    assert Stockroom().bring_home(stock()).available == 8
    assert everywhere() == {"main": 8, "main/1": 0}
    assert [line.what for line in ledger()] == ["brought_home"]


def test_buyers_at_a_shard_that_closes_do_not_stop_it(rivals: Rivals) -> None:
    spread("A", {"main": 5, "main/1": 5})
    rivals.next(lambda: bought("main/1", 2), lambda: bought("main", 1))
    assert put(1).status == 200
    assert everywhere() == {"main": 7, "main/1": 0}
    assert units("A", "main/1") == (0, 2, 0, 0)


def test_a_price_that_changes_meanwhile_is_the_price_of_the_new_shards(rivals: Rivals) -> None:
    stored(available=4)
    rivals.next(lambda: reprice("A", Money(1900, "EUR")))
    assert put(2).status == 200
    assert {one.prices["EUR"] for one in items(SkuItem)} == {1900}


def test_two_who_spread_at_once_do_it_one_after_the_other(rivals: Rivals) -> None:
    stored(available=8)
    rivals.next(lambda: put(4))
    assert put(2).status == 200
    assert everywhere() == {"main": 6, "main/1": 2, "main/2": 0, "main/3": 0}
    assert stock().places == ("main/1",)


def test_a_warehouse_that_gets_its_first_units_meanwhile_is_not_forgotten(rivals: Rivals) -> None:
    spread("A", {"main": 5, "main/1": 5})
    first = Row("A", "prod_1", 7, 0, 0, 0, 1, "north", adjustments=1)
    delivery = Occasion("changed", "delivery", "ada")
    rivals.next(lambda: None, lambda: StockStore().adjust(stock(), first, delivery))
    assert put(1).json["available"] == 17
    assert stock().places == ("north",)
    assert everywhere() == {"main": 10, "north": 7, "main/1": 0}


def test_a_join_that_died_after_closing_its_rows_is_finished_by_the_next() -> None:
    spread("A", {"main": 5, "main/1": 5, "main/2": 5})
    step = spread_step(stock(), "main", 1)
    assert isinstance(step, Spread)
    for place in step.closing:
        ShardStore().close("A", place)
    sweep_stock.handler({}, None)
    assert everywhere() == {"main": 15, "main/1": 0, "main/2": 0}
    assert put(1).status == 200
    assert (stock().places, stock().former_places) == ((), ("main/1", "main/2"))


def test_a_join_that_died_before_units_came_home_is_finished_by_the_clock() -> None:
    spread("A", {"main": 5, "main/1": 5})
    step = spread_step(stock(), "main", 1)
    assert isinstance(step, Spread)
    ShardStore().close("A", "main/1")
    assert ShardStore().lay(stock(), step, Occasion("spread", "over 1 row", "ada"))
    sweep_stock.handler({}, None)
    assert everywhere() == {"main": 10, "main/1": 0}


def test_a_layout_is_written_only_over_the_one_that_was_read() -> None:
    stored(available=8)
    before = stock()
    step = spread_step(before, "main", 4)
    assert isinstance(step, Spread)
    assert put(2).status == 200
    assert not ShardStore().lay(before, step, Occasion("spread", "over 4 rows", "ada"))
    assert len(stock().places) == 1


def test_another_warehouse_is_spread_on_its_own() -> None:
    spread("A", {"main": 5, "north": 5})
    with two_warehouses():
        assert put(2, place="north").status == 200
    assert everywhere() == {"main": 5, "north": 3, "north/1": 2}


def test_more_than_twenty_rows_come_home_in_several_transactions() -> None:
    stored(available=640)
    put(64)
    assert put(1).json["available"] == 640
    assert everywhere()["main"] == 640
    assert [line.what for line in ledger()] == ["spread"] + ["brought_home"] * 4


def test_what_is_no_sku_of_ours_is_absent_and_what_is_nowhere_cannot_be_spread() -> None:
    assert put(2, sku="NEVER").status == 404
    stored(available=5)
    assert put(2, place="north").json["code"] == "not_stocked_there"


def test_there_is_a_limit_to_the_rows_of_a_sku() -> None:
    spread("A", {"main": 5, "north": 5})
    assert put(64).status == 200
    assert put(2, place="north").json["code"] == "too_many_places"


@pytest.mark.parametrize("shards", [0, 3, 65, 128, -1, "2", 2.5, True, None])
def test_shards_are_a_power_of_two_up_to_64(shards: object) -> None:
    stored(available=5)
    answer = put(shards)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/shards")


def test_only_an_admin_may() -> None:
    for claims in (None, customer_claims(), admin_claims(**{"cognito:groups": "[partner]"})):
        assert send(handler, {"shards": 2}, path={"sku": "A"}, claims=claims).status == 403


def test_a_row_that_opens_is_found_by_catalog_from_then_on() -> None:
    stored(available=5)
    put(2)
    head = reads.find(SkuItem, *stock_key("A"))
    assert head is not None
    assert head.places == ("main/1",)
    assert row("A", "main/1").closed is False
