"""Staff find orders: GET /api/admin/orders, GET /api/admin/orders/{order_id}, and the lists behind them."""

from typing import Any

import pytest

from haat.guests import guest_id
from haat.table.meter import meter
from orders import manifest
from orders.api import inspect_order, search_orders
from orders.domain import CancelReason, Order, Status, move
from orders.keys import ORDER
from orders.reactions import list_order
from orders.store import OrderStore
from orders.store.listing import ListedItem, TracedItem
from tests.support.events import emitted
from tests.support.messages import message_of
from tests.support.orders import LATER, ORDER_ID, place_order, stored
from tests.support.requests import Response, admin_claims, send
from tests.support.rights import somebody_else
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")


def told(*ids: str, backwards: int = 1) -> None:
    """All events of these orders arrive, in their order or `backwards` (-1)."""
    with somebody_else():
        events = [event for order_id in ids for event in emitted(ORDER, order_id)][::backwards]
    records = [message_of(event, number) for number, event in enumerate(events)]
    assert list_order.handler({"Records": records}, None) == {"batchItemFailures": []}


def moved(of: Order, to: Status) -> Order:
    reason = CancelReason.EXPIRED if to is Status.CANCELLED else None
    after = move(of, to, at=LATER, reason=reason)
    assert isinstance(after, Order)
    assert OrderStore().save_move(after) is None
    return after


def search(**query: str) -> Response:
    return send(search_orders.handler, query=query, claims=admin_claims())


def numbered(number: int) -> str:
    return f"ord_{number:026d}"


def numbers(answer: Response) -> list[int]:
    assert answer.status == 200, answer.text
    return [int(item["id"].removeprefix("ord_")) for item in answer.json["items"]]


def found(**query: str) -> list[int]:
    """The numbers of the orders that are found, in their order."""
    return numbers(search(**query))


@pytest.fixture
def orders() -> list[int]:
    """Six orders on three days, oldest first; the last two are paid, the first is cancelled."""
    made = [
        place_order(
            id=numbered(number),
            number=f"H-0000-0000-000{number}",
            email="ida@example.com" if number == 3 else "Ada@Example.com",
            placed_at=f"2026-11-2{number // 2}T0{number}:00:00Z",
        )
        for number in range(6)
    ]
    moved(made[0], Status.CANCELLED)
    for paid in made[4:]:
        moved(paid, Status.CONFIRMED)
    told(*(order.id for order in made))
    return list(range(6))


def test_without_a_filter_all_orders_come_newest_first(orders: list[int]) -> None:
    assert found() == orders[::-1]


@pytest.mark.parametrize(
    "typed", ["H-0000-0000-0002", "h000000000002", "H 0000 0000 0002", "h-oooo-0000-0002"]
)
def test_a_number_is_found_however_it_is_typed(orders: list[int], typed: str) -> None:
    assert found(number=typed) == [2]


def test_an_address_is_found_however_it_is_spelled(orders: list[int]) -> None:
    assert found(email="ADA@example.COM") == [5, 4, 2, 1, 0]
    assert found(email="ida@example.com") == [3]
    assert found(email="nobody@example.com") == []


def test_a_status_is_found_in_its_own_list(orders: list[int]) -> None:
    assert found(status="pending") == [3, 2, 1]
    assert found(status="confirmed") == [5, 4]
    assert found(status="cancelled") == [0]
    assert found(status="shipped") == []


def test_both_days_of_a_range_are_in_it(orders: list[int]) -> None:
    days = {"from": "2026-11-20", "to": "2026-11-21"}
    assert found(**days) == [3, 2, 1, 0]
    assert found(**days, status="pending") == [3, 2, 1]
    assert found(**days, email="ada@example.com") == [2, 1, 0]
    assert found(**{"from": "2026-11-22"}) == [5, 4]
    assert found(to="2026-11-20") == [1, 0]


def test_what_is_asked_for_has_to_fit_together(orders: list[int]) -> None:
    assert found(number="H-0000-0000-0003", email="ida@example.com", status="pending") == [3]
    assert found(number="H-0000-0000-0003", email="ada@example.com") == []
    assert found(number="H-0000-0000-0003", status="confirmed") == []
    assert found(number="H-0000-0000-0003", **{"from": "2026-11-22"}) == []
    assert found(email="ada@example.com", status="cancelled") == [0]


@pytest.mark.parametrize("filters", [{}, {"status": "pending"}, {"email": "ada@example.com"}])
def test_pages_follow_each_other_without_a_gap(orders: list[int], filters: dict[str, str]) -> None:
    whole, seen, more = found(**filters), list[int](), dict[str, str]()
    while True:
        answer = search(limit="1", **filters, **more)
        seen += numbers(answer)
        if answer.json["next"] is None:
            break
        more = {"cursor": answer.json["next"]}
    assert seen == whole


def test_a_cursor_is_of_its_filters_alone(orders: list[int]) -> None:
    following = search(limit="1").json["next"]

    assert search(cursor=following, status="pending").json["code"] == "cursor_invalid"
    assert search(cursor=following[:-2] + "AA").json["code"] == "cursor_invalid"


@pytest.mark.parametrize("filters", [{}, {"status": "pending"}, {"number": "H-0000-0000-0002"}])
def test_a_page_costs_a_query_and_a_batch_whatever_is_asked_for(
    orders: list[int], filters: dict[str, str]
) -> None:
    search(**filters)
    assert meter.calls == ["dynamodb.Query", "dynamodb.BatchGetItem"]
    assert manifest.SEARCH_ORDERS.round_trips == 2


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"number": "17"}, "/number"),
        ({"email": "nobody"}, "/email"),
        ({"status": "paid"}, "/status"),
        ({"from": "yesterday"}, "/from"),
        ({"from": "2026-11-22", "to": "2026-11-21"}, "/to"),
        ({"limit": "101"}, "/limit"),
        ({"state": "pending"}, "/state"),
    ],
)
def test_what_cannot_be_asked_for_is_said(query: dict[str, str], pointer: str) -> None:
    answer = search(**query)
    assert (answer.status, [error["pointer"] for error in answer.json["errors"]]) == (422, [pointer])


def test_an_order_that_moved_since_its_list_was_written_shows_what_it_is(orders: list[int]) -> None:
    moved(stored(numbered(5)), Status.SHIPPED)  # and its event is still on its way

    assert found(status="confirmed") == [4]
    assert search().json["items"][0]["status"] == "shipped"


def test_events_in_any_order_and_twice_leave_each_order_in_one_list() -> None:
    placed = place_order()
    moved(moved(placed, Status.CONFIRMED), Status.SHIPPED)

    for backwards in (-1, 1, -1):
        told(ORDER_ID, backwards=backwards)
        (listed,) = items(ListedItem)
        assert (listed.gsi1pk, listed.version) == ("ORDERS_IN#shipped", 3)
    assert len(items(TracedItem)) == 1


def test_no_row_of_a_list_has_an_address_in_it(orders: list[int]) -> None:
    rows = [*items(ListedItem), *items(TracedItem)]
    assert not [row for row in rows if "@" in str(row.attribute_values)]


def test_a_found_order_says_what_staff_need_to_tell_it_apart(orders: list[int]) -> None:
    (shown,) = search(number="H-0000-0000-0000").json["items"]
    assert shown == {
        "id": numbered(0),
        "number": "H-0000-0000-0000",
        "status": "cancelled",
        "total": {"amount_minor": 6050, "currency": "EUR"},
        "units": 3,
        "customer_id": stored(numbered(0)).customer_id,
        "email": "Ada@Example.com",
        "payment_id": stored(numbered(0)).payment_id,
        "placed_at": "2026-11-20T00:00:00Z",
        "updated_at": LATER,
        "cancel_reason": "payment_not_received_in_time",
    }


def inspect(order_id: str, **claims: Any) -> Response:
    return send(inspect_order.handler, path={"order_id": order_id}, claims=admin_claims(**claims))


def test_staff_see_an_order_and_whose_it_is() -> None:
    guest = guest_id("ada@example.com")
    place_order(customer_id=guest, placed_by=guest)

    answer = inspect(ORDER_ID)

    assert (answer.status, answer.headers["etag"]) == (200, '"1"')
    told = {name: answer.json[name] for name in ("id", "customer_id", "placed_by", "email", "cancel_asked")}
    assert told == {
        "id": ORDER_ID,
        "customer_id": guest,
        "placed_by": guest,
        "email": "ada@example.com",
        "cancel_asked": None,
    }
    assert answer.json["lines"][0]["sku"] == "CER-BOWL-SEA"


def test_an_order_that_never_was_is_absent_and_others_than_staff_see_none() -> None:
    place_order()
    assert inspect("ord_none").status == 404
    assert inspect(ORDER_ID, **{"cognito:groups": "[partner]"}).status == 403
    assert send(search_orders.handler).status == 403
