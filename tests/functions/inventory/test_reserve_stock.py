"""POST /api/inventory/reserve"""

from typing import Any

import pytest

from haat import clock
from haat.table import writes
from haat.table.meter import meter
from inventory import participant
from inventory.domain.holding import State
from inventory.manifest import RESERVE_STOCK
from tests.functions.inventory.examples import (
    PRICE,
    at,
    everywhere,
    ledger,
    received,
    spread,
    stored,
    two_warehouses,
    units,
)
from tests.functions.inventory.holds import ADMIN, hold_of, reserve
from tests.support.meanwhile import Rivals
from tests.support.requests import customer_claims

pytestmark = pytest.mark.usefixtures("table")
NOON_S = 1_795_339_800  # 2026-11-22T09:30:00Z


def test_a_partner_holds_units_for_a_quarter_of_an_hour() -> None:
    stored(available=5)
    stored("B", available=1)
    meter.reset()
    with clock.set_to(lambda: NOON_S):
        claims = ADMIN | {"exp": str(NOON_S + 60)}
        answer = reserve({"A": 2, "B": 1}, claims=claims)
    assert (answer.status, answer.headers["etag"]) == (201, '"1"')
    shown = answer.json
    assert shown == {
        "hold_id": shown["hold_id"],
        "state": "open",
        "reason": "marketplace",
        "lines": [
            {"sku": "A", "quantity": 2, "allocations": [{"place": "main", "quantity": 2}]},
            {"sku": "B", "quantity": 1, "allocations": [{"place": "main", "quantity": 1}]},
        ],
        "created_at": "2026-11-22T09:30:00Z",
        "expires_at": "2026-11-22T09:45:00Z",
    }
    assert len(meter.calls) == RESERVE_STOCK.round_trips
    assert (units("A"), units("B")) == ((3, 2, 0, 0), (0, 1, 0, 0))
    (line,) = ledger("A")
    assert (line.what, line.actor, shown["hold_id"] in line.reason) == ("held", "admin", True)
    assert received("A") == 0


def test_lines_of_one_sku_are_summed_before_anything_is_checked() -> None:
    stored(available=5)
    lines = [{"sku": "A", "quantity": 3}, {"sku": "A", "quantity": 3}]
    answer = reserve(lines)
    assert (answer.status, answer.json["code"], answer.json["available"]) == (409, "out_of_stock", 5)
    fitting = reserve([*lines[:1], {"sku": "A", "quantity": 2}])
    assert [line["quantity"] for line in fitting.json["lines"]] == [5]


def test_all_of_it_is_held_or_nothing() -> None:
    stored(available=5)
    stored("B", available=1)
    answer = reserve({"A": 1, "B": 2})
    assert (answer.status, answer.json["sku"], answer.json["available"]) == (409, "B", 1)
    assert reserve({"A": 1, "NEVER": 1}).json["code"] == "out_of_stock"
    assert (units("A"), ledger("A")) == ((5, 0, 0, 0), [])


def test_units_come_from_several_rows_if_they_must() -> None:
    spread("A", {"main": 2, "main/1": 2, "north": 1})
    with two_warehouses():
        (line,) = reserve({"A": 5}).json["lines"]
    assert sorted(one["place"] for one in line["allocations"]) == ["main", "main/1", "north"]
    assert everywhere() == {"main": 0, "main/1": 0, "north": 0}


def test_a_warehouse_may_be_named() -> None:
    spread("A", {"main": 9, "north": 1})
    with two_warehouses():
        assert reserve({"A": 1}, place="north").status == 201
        assert reserve({"A": 1}, place="north").json["available"] == 0
        assert reserve({"A": 1}, place="moon").json["errors"][0]["pointer"] == "/place"
    assert everywhere() == {"main": 9, "north": 0}


def test_a_buyer_who_is_faster_has_the_hold_planned_afresh(rivals: Rivals) -> None:
    spread("A", {"main": 2, "main/1": 2})
    rivals.next(
        lambda: writes.commit(
            participant.reserve("A", at("main", 1), PRICE), participant.reserve("A", at("main/1", 1), PRICE)
        )
    )
    assert reserve({"A": 2}).status == 201
    assert everywhere() == {"main": 0, "main/1": 0}


def test_a_repeat_with_the_same_key_gets_the_same_hold() -> None:
    stored(available=5)
    first, again = reserve({"A": 2}, key="k"), reserve({"A": 2}, key="k")
    assert (again.status, again.text) == (201, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert units() == (3, 2, 0, 0)
    assert reserve({"A": 3}, key="k").json["code"] == "idempotency_key_reused"
    assert hold_of(first.json["hold_id"]).state is State.OPEN


def test_units_in_too_many_places_are_refused_by_name() -> None:
    spread("A", {"main": 1} | {f"main/{number}": 1 for number in range(1, 64)})
    spread("B", {"main": 1} | {f"main/{number}": 1 for number in range(1, 64)})
    answer = reserve({"A": 60, "B": 60})
    assert (answer.status, answer.json["code"]) == (422, "hold_too_scattered")
    assert (answer.json["writes"], answer.json["writes_max"]) == (124, 100)
    assert reserve({"A": 60}).status == 201


@pytest.mark.parametrize(
    ("lines", "more", "pointer"),
    [
        ([], {}, "/lines"),
        ([{"sku": "A", "quantity": 1}] * 41, {}, "/lines"),
        ({"A": 0}, {}, "/lines/0/quantity"),
        ({"A": -1}, {}, "/lines/0/quantity"),
        ({"A": 1.5}, {}, "/lines/0/quantity"),
        ({"A": 10**9 + 1}, {}, "/lines/0/quantity"),
        ({"": 1}, {}, "/lines/0/sku"),
        ({"A": 1}, {"hold_s": 59}, "/hold_s"),
        ({"A": 1}, {"hold_s": 24 * 3600 + 1}, "/hold_s"),
        ({"A": 1}, {"reason": ""}, "/reason"),
        ({"A": 1}, {"owner": "other"}, "/owner"),
    ],
)
def test_what_is_not_valid_is_pointed_at(lines: object, more: dict[str, Any], pointer: str) -> None:
    answer = reserve(lines, **more)
    assert answer.status == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


def test_a_customer_may_not() -> None:
    stored(available=5)
    for claims in (None, customer_claims(), ADMIN | {"cognito:groups": "[staff]"}):
        assert reserve({"A": 1}, claims=claims).status == 403
    assert units() == (5, 0, 0, 0)
