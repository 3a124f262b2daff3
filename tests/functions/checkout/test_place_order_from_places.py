"""POST /api/orders for SKUs whose units are in several warehouses, or spread over shards."""

import pytest

from haat.stock import Allocation
from haat.table import writes
from haat.table.meter import meter
from haat.table.writes import TableBusy
from orders.domain import Line
from orders.keys import ORDER
from tests.functions.inventory.examples import two_warehouses
from tests.functions.inventory.holds import held
from tests.support.events import data, emitted
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.requests import Response
from tests.support.shop import ADDRESS, BOB, cancel, fill_cart, order_of, place, stock, units

pytestmark = pytest.mark.usefixtures("shop", "gateway", "machines")

SHARDS = {f"main/{number}": 10 for number in range(1, 4)}
SWEDEN = ADDRESS | {"country": "SE"}


def line_of(response: Response, number: int = 0) -> Line:
    assert response.status == 201, response.text
    return order_of(response.json["order"]["id"]).lines[number]


def test_the_nearest_warehouse_sends_what_it_has_and_the_order_says_so(shop: None) -> None:
    stock("vase", available=5, elsewhere={"north": 5})
    with two_warehouses():
        near = place(fill_cart({"vase": 2}), shipping_address=SWEDEN)
        line = line_of(near)
    assert line.allocations == (Allocation("north", 2),)
    assert (units("vase", "main"), units("vase", "north")) == ((5, 0, 0), (3, 2, 0))
    order_id = near.json["order"]["id"]
    (event,) = emitted(ORDER, order_id)
    assert data(event)["order"]["lines"][0]["allocations"] == [{"place": "north", "quantity": 2}]
    assert cancel(order_id).status == 200
    assert units("vase", "north") == (5, 0, 0)


def test_a_hot_sku_takes_no_more_round_trips_than_any_other(shop: None) -> None:
    stock("hot", available=10, elsewhere=SHARDS)
    place(fill_cart({"bowl": 1}), key="before")  # whoever is first asks which sessions have ended
    calls = []
    for sku in ("hot", "tea"):
        version = fill_cart({sku: 2})
        meter.reset()
        assert place(version, key=sku).status == 201
        calls.append(list(meter.calls))
    assert calls[0] == calls[1]
    assert units("hot") == (38, 2, 0)


def test_buyers_of_a_hot_sku_are_spread_over_its_shards(shop: None) -> None:
    stock("hot", available=10, elsewhere=SHARDS)
    taken = {
        line_of(place(fill_cart({"hot": 1}), key=f"k{number}")).allocations[0].place for number in range(16)
    }
    assert len(taken) >= 3
    assert units("hot") == (24, 16, 0)


def test_the_last_units_are_found_wherever_they_are(shop: None) -> None:
    stock("hot", available=0, elsewhere={"main/1": 0, "main/2": 1, "main/3": 2})
    first = line_of(place(fill_cart({"hot": 3}), key="first"))
    assert {(one.place, one.quantity) for one in first.allocations} == {("main/2", 1), ("main/3", 2)}
    late = place(fill_cart({"hot": 1}), key="late")
    assert (late.status, late.json["code"], late.json["available"]) == (409, "out_of_stock", 0)
    assert units("hot") == (0, 3, 0)


def test_a_cart_that_remembers_other_places_is_served_all_the_same(shop: None) -> None:
    version = fill_cart({"tea": 2})
    stock("tea", available=0, price_minor=1250, elsewhere={"main/1": 2})
    assert line_of(place(version)).allocations == (Allocation("main/1", 2),)


def test_somebody_who_is_faster_at_the_place_that_was_found_has_it_searched_again(
    shop: None, rivals: Rivals
) -> None:
    stock("hot", available=1, elsewhere={"main/1": 0, "north": 1})
    bobs = fill_cart({"hot": 1}, whose=BOB)
    version = fill_cart({"hot": 1})
    seen: list[int] = []
    with two_warehouses():
        rivals.next(lambda: seen.append(place(bobs, key="bob", whose=BOB).status))
        assert place(version).status == 201
    assert seen == [201]
    assert units("hot") == (0, 2, 0)


def test_what_is_left_everywhere_is_what_a_refusal_names(shop: None) -> None:
    stock("vase", available=2, elsewhere={"north": 3})
    with two_warehouses():
        far = place(fill_cart({"vase": 4}), shipping_address=ADDRESS | {"country": "US", "region": "NY"})
        near = place(fill_cart({"vase": 6}), key="near")
    assert (far.json["available"], near.json["available"]) == (2, 5)
    assert units("vase") == (5, 0, 0)


def test_units_of_a_hold_are_sold_to_nobody_else(shop: None) -> None:
    held({"tea": 9})
    refused = place(fill_cart({"tea": 2}))
    assert (refused.json["code"], refused.json["available"]) == ("out_of_stock", 1)


def test_a_price_that_changed_in_one_row_is_told_before_units_are_taken_elsewhere(shop: None) -> None:
    stock("hot", available=0, elsewhere={"main/1": 9})
    version = fill_cart({"hot": 1, "bowl": 1})
    stock("bowl", price_minor=2500)
    refused = place(version)
    assert (refused.status, refused.json["code"]) == (409, "cart_changed")
    assert units("hot") == (9, 0, 0)


def test_an_order_in_too_many_places_is_refused_with_how_many_writes_it_would_take(shop: None) -> None:
    scattered = {f"main/{number}": 1 for number in range(1, 64)}
    stock("hot", available=1, elsewhere=scattered)
    stock("also-hot", available=1, elsewhere=scattered)
    refused = place(fill_cart({"hot": 60, "also-hot": 60}))
    assert (refused.status, refused.json["code"]) == (409, "order_too_scattered")
    assert refused.json["writes"] > refused.json["writes_max"] == 100
    assert (units("hot"), units("also-hot")) == ((64, 0, 0), (64, 0, 0))


def test_rows_that_are_busy_are_passed_by(shop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stock("hot", available=10, elsewhere=SHARDS)
    version, commit, busy = fill_cart({"hot": 1}), writes.commit, [1]

    def busy_once(*pending: writes.Write) -> list[object]:
        if busy and len(pending) > 1:
            busy.pop()
            raise TableBusy
        return commit(*pending)

    monkeypatch.setattr(writes, "commit", busy_once)
    assert place(version).status == 201
    assert units("hot") == (39, 1, 0)


def test_a_row_that_is_busy_and_alone_is_a_reason_to_come_again(
    shop: None, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = fill_cart({"tea": 1})

    def busy(*_: writes.Write) -> list[object]:
        raise TableBusy

    monkeypatch.setattr(writes, "commit", busy)
    refused = place(version)
    assert (refused.status, refused.headers["retry-after"]) == (503, "2")
    assert gateway.intents == {}
