"""GET /api/inventory/{sku}"""

import pytest

from haat.table.meter import meter
from inventory.api.get_stock import handler
from inventory.manifest import GET_STOCK
from tests.functions.inventory.examples import spread, stored
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("table")


def get(sku: str) -> Response:
    return send(handler, path={"sku": sku})


def test_anybody_sees_how_many_can_be_sold_and_nothing_else() -> None:
    stored(available=3, reserved=2, sold=9, damaged=1)
    answer = get("A")
    assert answer.status == 200
    assert answer.json == {
        "sku": "A",
        "product_id": "prod_1",
        "available": 3,
        "in_stock": True,
        "version": 1,
    }
    assert (answer.headers["etag"], answer.headers["cache-control"]) == ('"1"', "private, no-store")
    assert len(meter.calls) == GET_STOCK.round_trips


def test_what_is_all_reserved_is_not_in_stock() -> None:
    stored(available=0, reserved=2)
    assert get("A").json["in_stock"] is False


@pytest.mark.parametrize("sku", ["NEVER", "a", "x" * 3000, "☃", "A#STOCK"])
def test_what_is_no_sku_of_ours_is_absent(sku: str) -> None:
    stored("A")
    assert get(sku).status == 404


def test_units_of_all_rows_are_one_number(table: None) -> None:
    spread("A", {"main": 0, "north": 3, "main/1": 4})
    answer = get("A").json
    assert (answer["available"], answer["in_stock"], answer["version"]) == (7, True, 3)
    assert "places" not in answer
    assert meter.calls == ["dynamodb.BatchGetItem"] * 2
