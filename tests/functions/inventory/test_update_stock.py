"""PUT /api/inventory/update"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from haat.table import writes
from haat.table.meter import meter
from haat.table.sku import SkuItem
from inventory import participant
from inventory.api.update_stock import handler
from inventory.changing import ATTEMPTS
from inventory.domain.stock import Stock
from inventory.manifest import UPDATE_STOCK
from inventory.store import StockStore
from tests.functions.inventory.examples import (
    PRICE,
    at,
    everywhere,
    ledger,
    received,
    spread,
    stock,
    stored,
    two_warehouses,
    units,
)
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.table import items


def body(**changed: Any) -> dict[str, Any]:
    return {"sku": "A", "reason": "Delivery of 22 November"} | changed


def put(content: Any, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(handler, content, headers=named, claims=admin_claims())


@contextmanager
def bought_meanwhile(times: int) -> Iterator[None]:
    """While the block runs, somebody buys a unit right after each of the first reads."""
    find, left = StockStore.find, iter(range(times))

    def find_and_sell(store: StockStore, sku: str) -> Stock | None:
        found = find(store, sku)
        if next(left, None) is not None:
            assert writes.commit(participant.reserve(sku, at("main", 1), PRICE)) == []
        return found

    with patch.object(StockStore, "find", find_and_sell):
        yield


def test_an_absolute_number_is_what_can_be_sold_then(table: None) -> None:
    stored(available=3, reserved=2, sold=9, damaged=1)
    answer = put(body(available=50))
    assert (answer.status, answer.headers["etag"]) == (200, '"2"')
    assert answer.json == {
        "sku": "A",
        "available": 50,
        "reserved": 2,
        "sold": 9,
        "damaged": 1,
        "reorder_at": None,
        "places": [
            {"place": "main", "available": 50, "reserved": 2, "sold": 9, "damaged": 1, "closed": False}
        ],
        "version": 2,
    }
    assert len(meter.calls) == UPDATE_STOCK.round_trips


@pytest.mark.parametrize(("change", "available"), [(4, 7), (-3, 0), (-1, 2)])
def test_a_change_counts_from_what_is_there(table: None, change: int, available: int) -> None:
    stored(available=3)
    assert put(body(change=change)).json["available"] == available


def test_a_stocktake_that_finds_what_is_expected_is_written_down_as_well(table: None) -> None:
    stored(available=3)
    assert put(body(available=3)).json["version"] == 2


def test_more_than_there_is_cannot_be_taken_away(table: None) -> None:
    stored(available=3, reserved=5)
    answer = put(body(change=-4))
    assert (answer.status, answer.json["code"], answer.json["available"]) == (409, "stock_negative", 3)
    assert units() == (3, 5, 0, 0)


def test_there_is_a_highest_number_of_units(table: None) -> None:
    stored(available=10**9)
    answer = put(body(change=1))
    assert (answer.status, answer.json["code"]) == (409, "stock_too_high")


def test_a_version_that_is_still_the_same_lets_the_change_in(table: None) -> None:
    stored(available=3)
    assert put(body(change=1, version=1)).status == 200
    stale = put(body(change=1, version=1))
    assert (stale.status, stale.json["code"]) == (409, "stock_changed")
    assert (stale.json["available"], stale.json["version"]) == (4, 2)
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_an_etag_does_the_same(table: None) -> None:
    stored(available=3)
    assert put(body(change=1), if_match='"1"').status == 200
    assert put(body(change=1), if_match='"1"').status == 412
    assert units() == (4, 0, 0, 0)


def test_buyers_in_between_do_not_keep_an_admin_out(table: None) -> None:
    stored(available=10)
    with bought_meanwhile(times=ATTEMPTS - 1):
        answer = put(body(change=5))
    assert (answer.status, answer.json["available"], answer.json["reserved"]) == (200, 11, 4)


def test_after_a_few_attempts_the_admin_is_told(table: None) -> None:
    stored(available=10)
    with bought_meanwhile(times=ATTEMPTS):
        answer = put(body(change=5))
    assert (answer.status, answer.json["code"]) == (409, "stock_changed")
    assert (answer.json["available"], answer.json["version"]) == (5, 6)
    assert units() == (5, 5, 0, 0)


@pytest.mark.parametrize(("given", "headers", "status"), [(1, {}, 409), (None, {"if_match": '"1"'}, 412)])
def test_who_names_a_version_is_never_given_another(
    table: None, given: int | None, headers: dict[str, str], status: int
) -> None:
    stored(available=10)
    with bought_meanwhile(times=1):
        answer = put(body(available=5, version=given), **headers)
    assert answer.status == status
    assert stock().available == 9


def test_a_repeat_with_the_same_key_counts_once_and_gets_the_same_answer(table: None) -> None:
    stored(available=3)
    first = put(body(change=4), idempotency_key="delivery-1")
    again = put(body(change=4), idempotency_key="delivery-1")
    assert (again.status, again.text) == (first.status, first.text)
    assert again.headers == dict(first.headers) | {"idempotency-replayed": "true"}
    assert units() == (7, 0, 0, 0)
    assert put(body(change=5), idempotency_key="delivery-1").json["code"] == "idempotency_key_reused"


def test_what_is_no_sku_of_ours_is_absent(table: None) -> None:
    assert put(body(sku="NEVER", available=1)).status == 404


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        (body(), "/available"),
        (body(available=1, change=1), "/available"),
        (body(available=None, change=None), "/available"),
        (body(available=-1), "/available"),
        (body(available=10**9 + 1), "/available"),
        (body(available=1.5), "/available"),
        (body(available="1"), "/available"),
        (body(available=True), "/available"),
        (body(available=1e10), "/available"),
        (body(change=0), "/change"),
        (body(change=10**9 + 1), "/change"),
        (body(change=-(10**9) - 1), "/change"),
        (body(change=0.5), "/change"),
        (body(change=1, version=0), "/version"),
        (body(change=1, sku=""), "/sku"),
        (body(change=1, sku="S" * 65), "/sku"),
        (body(change=1, reason=""), "/reason"),
        (body(change=1, reason="r" * 201), "/reason"),
        (body(change=1, reserved=0), "/reserved"),
        (body(damage=0), "/damage"),
        (body(write_off=-1), "/write_off"),
        (body(on_hand=-1), "/on_hand"),
        (body(reorder_at=-1), "/reorder_at"),
        (body(damage=1, write_off=1), "/available"),
        (body(change=1, reorder_at=None), "/available"),
        (body(change=1, place="moon"), "/place"),
        (body(change=1, place="main/1"), "/place"),
        ({"sku": "A", "change": 1}, "/reason"),
    ],
)
def test_what_is_not_valid_is_pointed_at(bad: dict[str, Any], pointer: str) -> None:
    answer = put(bad)
    assert answer.status == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


def test_only_an_admin_may() -> None:
    assert send(handler, body(change=1)).status == 403
    assert send(handler, body(change=1), claims=customer_claims()).status == 403


def test_a_count_of_the_shelf_leaves_what_orders_have_reserved(table: None) -> None:
    stored(available=3, reserved=2, sold=9)
    assert put(body(on_hand=7)).json["available"] == 5
    assert units() == (5, 2, 9, 0)
    assert received() == 2


def test_a_count_below_what_is_reserved_is_refused_and_says_what_is_reserved(table: None) -> None:
    stored(available=3, reserved=2)
    answer = put(body(on_hand=1))
    assert (answer.status, answer.json["code"]) == (409, "stock_below_reserved")
    assert (answer.json["reserved"], answer.json["on_hand"]) == (2, 1)
    assert put(body(on_hand=2)).json["available"] == 0
    assert units() == (0, 2, 0, 0)


def test_damaged_units_are_not_sold_any_more_and_leave_when_they_are_written_off(table: None) -> None:
    stored(available=3)
    assert put(body(damage=2)).status == 200
    assert units() == (1, 0, 0, 2)
    assert put(body(write_off=1)).status == 200
    assert units() == (1, 0, 0, 1)
    assert [line.what for line in ledger()] == ["damaged", "written_off"]
    assert received() == -1


@pytest.mark.parametrize(
    ("wish", "code"), [({"damage": 4}, "stock_negative"), ({"write_off": 2}, "fewer_damaged")]
)
def test_more_than_there_is_can_be_neither_damaged_nor_written_off(
    table: None, wish: dict[str, int], code: str
) -> None:
    stored(available=3, damaged=1)
    answer = put(body(**wish))
    assert (answer.status, answer.json["code"]) == (409, code)
    assert units() == (3, 0, 0, 1)


def test_the_first_units_at_another_warehouse_make_a_row_there_with_the_same_offer(table: None) -> None:
    stored(available=3)
    with two_warehouses():
        answer = put(body(change=4, place="north"))
        assert (answer.status, answer.json["available"], answer.json["version"]) == (200, 7, 3)
        assert put(body(change=1, place="north")).json["version"] == 4
    assert everywhere() == {"main": 3, "north": 5}
    assert stock().places == ("north",)
    assert stock().version == 4
    assert received() == 5


def test_an_answer_is_tagged_as_the_stock_is_then(table: None) -> None:
    spread("A", {"main": 3, "north": 4})
    with two_warehouses():
        tag = put(body(change=4, place="north"), if_match='"2"').headers["etag"]
        assert put(body(change=4), if_match='"2"').status == 412
        assert put(body(change=4), if_match=tag).status == 200


def test_a_level_at_which_to_reorder_stands_in_every_row_until_it_is_taken_away(table: None) -> None:
    spread("A", {"main": 3, "main/1": 4})
    answer = put(body(reorder_at=5))
    assert (answer.json["reorder_at"], answer.json["version"]) == (5, 4)
    assert [found.reorder_at for found in items(SkuItem)] == [5, 5]
    assert put(body(reorder_at=0)).json["reorder_at"] == 0
    assert put(body(reorder_at=None)).json["reorder_at"] is None
    assert [found.reorder_at for found in items(SkuItem)] == [None, None]
    assert (stock().version, ledger()) == (8, [])
