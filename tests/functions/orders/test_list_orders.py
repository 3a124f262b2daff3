"""GET /api/orders"""

import pytest

from haat.table.meter import meter
from orders import manifest
from orders.api import list_orders
from tests.support.orders import CUSTOMER_ID, place_order
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def page(*, whose: str = CUSTOMER_ID, **query: str) -> Response:
    return send(list_orders.handler, query=query, claims=customer_claims(whose))


def ids(response: Response) -> list[str]:
    return [item["id"] for item in response.json["items"]]


@pytest.fixture
def orders() -> list[str]:
    """Five orders of one customer, newest first, and one of somebody else."""
    made = [f"ord_{number}" for number in range(5)]
    for number, order_id in enumerate(made):
        place_order(id=order_id, placed_at=f"2026-11-22T09:30:0{number}Z")
    place_order(id="ord_foreign", customer_id="usr_other")
    return made[::-1]


def test_a_customer_sees_their_own_orders_newest_first(orders: list[str]) -> None:
    response = page()

    assert response.status == 200
    assert ids(response) == orders
    assert response.json["next"] is None
    assert response.headers["cache-control"] == "private, no-store"


def test_who_never_ordered_sees_an_empty_list(orders: list[str]) -> None:
    assert page(whose="usr_new").json == {"items": [], "next": None}


def test_it_takes_as_many_round_trips_as_it_declares(orders: list[str]) -> None:
    page()

    page()

    assert len(meter.calls) == manifest.LIST_ORDERS.round_trips == 1


def test_pages_follow_each_other_without_a_gap(orders: list[str]) -> None:
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        response = page(limit="2", **cursor)
        seen += ids(response)
        if response.json["next"] is None:
            break
        cursor = {"cursor": response.json["next"]}

    assert seen == orders


def test_an_order_placed_meanwhile_does_not_shift_the_next_page(orders: list[str]) -> None:
    first = page(limit="2")
    place_order(id="ord_new", placed_at="2026-11-22T12:00:00Z")

    assert ids(page(limit="3", cursor=first.json["next"])) == orders[2:]


def _tampered(cursor: str) -> list[str]:
    middle = len(cursor) // 2
    other = "A" if cursor[middle] != "A" else "B"
    return [cursor[:middle] + other + cursor[middle + 1 :], cursor[:-1], cursor + "A", cursor[::-1]]


def test_a_cursor_that_was_changed_is_refused(orders: list[str]) -> None:
    cursor = page(limit="2").json["next"]

    for changed in [*_tampered(cursor), "", "x", "é", "\x00", cursor + "=", "A" * 5000]:
        response = page(limit="2", cursor=changed)
        assert (response.status, response.json["code"]) == (400, "cursor_invalid"), changed


def test_a_cursor_of_somebody_else_is_refused(orders: list[str]) -> None:
    cursor = page(limit="2").json["next"]

    assert page(whose="usr_other", cursor=cursor).status == 400


@pytest.mark.parametrize("limit", ["0", "-1", "101", "1.5", "ten", "", "NaN", "true"])
def test_a_limit_that_is_none_is_refused(orders: list[str], limit: str) -> None:
    response = page(limit=limit)

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == ["/limit"]


@pytest.mark.parametrize("limit", ["1", "100"])
def test_the_ends_of_the_range_are_fine(orders: list[str], limit: str) -> None:
    assert len(ids(page(limit=limit))) == min(int(limit), 5)


def test_unknown_parameters_are_refused(orders: list[str]) -> None:
    response = page(status="pending")

    assert (response.status, response.json["errors"][0]["pointer"]) == (422, "/status")


def test_who_is_nobody_sees_nothing(orders: list[str]) -> None:
    assert send(list_orders.handler).status == 401
