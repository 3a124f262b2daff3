"""POST /api/admin/stock/bulk"""

from typing import Any

import pytest

from haat.table import writes
from haat.table.meter import meter
from inventory import participant
from inventory.api.change_stocks import handler
from inventory.manifest import CHANGE_STOCKS
from tests.functions.inventory.examples import PRICE, at, stored, units
from tests.support.crash import Killed, die
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, admin_claims, send

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")


def bulk(*changes: dict[str, Any], key: str = "bulk-1") -> Response:
    body = {"changes": [{"reason": "Stocktake"} | change for change in changes]}
    return send(handler, body, headers={"idempotency-key": key}, claims=admin_claims())


def codes(answer: Response) -> list[str | None]:
    assert answer.status == 200, answer.text
    return [item["problem"] and item["problem"]["code"] for item in answer.json["items"]]


@pytest.fixture
def shelf(table: None) -> None:
    for sku in ("A", "B", "C"):
        stored(sku, available=5, reserved=2)


@pytest.mark.usefixtures("shelf")
def test_each_sku_is_changed_and_says_what_there_is_then() -> None:
    answer = bulk({"sku": "A", "available": 9}, {"sku": "B", "change": -3}, {"sku": "C", "reorder_at": 4})

    assert codes(answer) == [None, None, None]
    shown = [(item["stock"]["available"], item["stock"]["reorder_at"]) for item in answer.json["items"]]
    assert shown == [(9, None), (2, None), (5, 4)]
    assert [units(sku)[0] for sku in "ABC"] == [9, 2, 5]


@pytest.mark.usefixtures("shelf")
def test_what_is_refused_holds_up_nothing() -> None:
    answer = bulk(
        {"sku": "none", "available": 1},
        {"sku": "A", "change": -6},
        {"sku": "B", "available": 1, "version": 99},
        {"sku": "C", "on_hand": 1},
        {"sku": "C", "available": 7},
    )

    assert codes(answer) == ["not_found", "stock_negative", "stock_changed", "stock_below_reserved", None]
    assert answer.json["refused"] == 4
    assert [units(sku)[0] for sku in "ABC"] == [5, 5, 7]


@pytest.mark.usefixtures("shelf")
def test_what_is_wrong_with_changes_is_said_before_any_is_made() -> None:
    answer = bulk({"sku": "A", "available": 9}, {"sku": "B"}, {"sku": "C", "change": 0})

    assert answer.status == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [
        "/changes/1/available",
        "/changes/2/change",
    ]
    assert units("A")[0] == 5


@pytest.mark.usefixtures("shelf")
def test_a_repeat_gets_the_same_bytes_and_counts_nothing_twice() -> None:
    first = bulk({"sku": "A", "change": 3}, {"sku": "none", "change": 1})

    again = bulk({"sku": "A", "change": 3}, {"sku": "none", "change": 1})

    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert units("A")[0] == 8
    assert bulk({"sku": "A", "change": 4}).json["code"] == "idempotency_key_reused"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("died_at", range(1, 5))
def test_whoever_died_half_way_is_carried_on(died_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [{"sku": sku, "change": 3} for sku in "ABC"]
    commit, left = writes.commit, iter(range(died_at))

    def dying(*pending: Any) -> list[object]:
        refusals = commit(*pending)
        return refusals if next(left, None) is not None else die()

    with monkeypatch.context() as short:
        short.setattr(writes, "commit", dying)
        with pytest.raises(Killed):
            bulk(*changes)

    assert codes(bulk(*changes)) == [None, None, None]
    assert [units(sku)[0] for sku in "ABC"] == [8, 8, 8]


@pytest.mark.usefixtures("shelf")
def test_of_two_at_once_each_change_counts_once(rivals: Rivals) -> None:
    changes = [{"sku": sku, "change": 3} for sku in "AB"]
    others: list[Response] = []
    rivals.next(lambda: None, lambda: others.append(bulk(*changes)))  # after the claim

    mine = bulk(*changes)

    assert mine.text == others[0].text
    assert [units(sku)[0] for sku in "AB"] == [8, 8]


@pytest.mark.usefixtures("shelf")
def test_an_order_of_the_same_moment_loses_nothing(rivals: Rivals) -> None:
    rivals.next(lambda: None, lambda: writes.commit(participant.reserve("A", at("main", 1), PRICE)))

    answer = bulk({"sku": "A", "change": 3})

    assert answer.json["items"][0]["stock"]["available"] == 7
    assert units("A")[:2] == (7, 3)


@pytest.mark.usefixtures("shelf")
def test_it_takes_as_many_round_trips_as_it_declares() -> None:
    bulk({"sku": "A", "change": 3}, {"sku": "B", "change": 3})
    assert len(meter.calls) == 2 * 2 + 2
    assert CHANGE_STOCKS.round_trips == 2 * 100 + 4  # the repeat of a claim reads once more, twice at most
