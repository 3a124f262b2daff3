"""Orders in the table."""

from dataclasses import replace

import pytest

from haat.table import writes
from haat.table.meter import meter
from orders import domain
from orders.domain import Address, CancelReason, Order, Status
from orders.keys import ORDER
from orders.store import OrderChanged, OrderStore, placed
from orders.store import moved as moves
from tests.support.events import data, emitted, names
from tests.support.orders import AT, CUSTOMER_ID, LATER, ORDER_ID, order, place_order, stored

pytestmark = pytest.mark.usefixtures("table")


def moved(before: Order, to: Status, reason: CancelReason | None = None) -> Order:
    after = domain.move(before, to, at=LATER, reason=reason)
    assert isinstance(after, Order)
    return after


def test_an_order_comes_back_as_it_was_placed() -> None:
    address = Address("Ada", "Market 1", "Berlin", "10115", "DE", line2="c/o Bob", region="BE")

    made = place_order(currency="JPY", shipping_address=address)

    assert stored() == made


def test_an_order_is_placed_once() -> None:
    place_order()

    assert OrderChanged() in writes.commit(*placed(order(customer_id="usr_2")))
    assert stored() == order()


@pytest.mark.parametrize("order_id", ["ord_none", "", "x" * 3000])
def test_an_unknown_order_is_none(order_id: str) -> None:
    assert OrderStore().find(order_id) is None


def test_finding_is_one_read() -> None:
    place_order()
    meter.reset()

    stored()

    assert meter.calls == ["dynamodb.GetItem"]


def test_a_placed_order_is_told_of_with_all_its_schema_asks_for() -> None:
    place_order()

    (told,) = emitted(ORDER, ORDER_ID)
    assert (told.name, told.sequence, told.service) == ("OrderPlaced", 1, "orders")
    snapshot = data(told)["order"]
    assert (snapshot["id"], snapshot["status"], snapshot["cancel_reason"]) == (ORDER_ID, "pending", None)
    assert snapshot["lines"][0]["line_total"] == {"amount_minor": 4800, "currency": "EUR"}
    assert snapshot["totals"]["total_minor"] == 6050
    assert snapshot["shipping_address"]["city"] == "Berlin"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ([Status.CONFIRMED], ["OrderConfirmed"]),
        ([Status.CONFIRMED, Status.SHIPPED], ["OrderConfirmed", "OrderShipped"]),
        (
            [Status.CONFIRMED, Status.SHIPPED, Status.DELIVERED],
            ["OrderConfirmed", "OrderShipped", "OrderDelivered"],
        ),
    ],
)
def test_every_move_is_saved_with_its_event(path: list[Status], told: list[str]) -> None:
    current = place_order()
    for status in path:
        current = moved(current, status)
        assert OrderStore().save_move(current) is None

    assert stored() == current
    assert names(ORDER, ORDER_ID) == ["OrderPlaced", *told]
    assert [event.sequence for event in emitted(ORDER, ORDER_ID)] == list(range(1, len(told) + 2))


@pytest.mark.parametrize("reason", CancelReason)
def test_a_cancelled_order_is_told_of_with_its_reason(reason: CancelReason) -> None:
    cancelled = moved(place_order(), Status.CANCELLED, reason)

    assert OrderStore().save_move(cancelled) is None

    assert stored() == cancelled
    assert data(emitted(ORDER, ORDER_ID)[-1])["order"]["cancel_reason"] == reason


def test_of_two_moves_at_once_one_is_saved_and_one_event_emitted() -> None:
    pending = place_order()

    assert OrderStore().save_move(moved(pending, Status.CONFIRMED)) is None
    assert OrderStore().save_move(moved(pending, Status.CANCELLED)) == OrderChanged()

    assert stored().status is Status.CONFIRMED
    assert names(ORDER, ORDER_ID) == ["OrderPlaced", "OrderConfirmed"]


def test_an_order_guards_its_own_version() -> None:
    """Its events do as well, being numbered; either alone would be enough (G8)."""
    pending = place_order()
    OrderStore().save_move(moved(pending, Status.CONFIRMED))

    change, event = moves(moved(pending, Status.CANCELLED))
    assert writes.commit(change) == [OrderChanged()]
    assert [str(refusal) for refusal in writes.commit(event)] == [f"ORDER#{ORDER_ID}/2"]


def test_an_order_that_is_not_there_cannot_be_moved_into_being() -> None:
    assert OrderStore().save_move(moved(order(), Status.CONFIRMED)) == OrderChanged()
    assert OrderStore().find(ORDER_ID) is None


def test_a_customers_orders_come_newest_first_in_one_query() -> None:
    for hour in (9, 11, 10):
        place_order(id=f"ord_{hour}", placed_at=f"2026-11-22T{hour:02}:00:00Z", number=f"H-{hour}")
    place_order(id="ord_other", customer_id="usr_2")
    meter.reset()

    page = OrderStore().list_of(CUSTOMER_ID, limit=10, after=None)

    assert [found.id for found in page.orders] == ["ord_11", "ord_10", "ord_9"]
    assert page.last_key is None
    assert meter.calls == ["dynamodb.Query"]


def test_orders_of_one_second_are_all_listed_page_by_page() -> None:
    for number in range(5):
        place_order(id=f"ord_{number}")

    seen, after = [], None
    for _ in range(10):
        page = OrderStore().list_of(CUSTOMER_ID, limit=2, after=after)
        seen += [found.id for found in page.orders]
        after = page.last_key
        if after is None:
            break

    assert seen == [f"ord_{number}" for number in (4, 3, 2, 1, 0)]


def test_the_events_of_an_order_are_not_listed_as_orders() -> None:
    place_order()
    OrderStore().save_move(moved(stored(), Status.CONFIRMED))

    (found,) = OrderStore().list_of(CUSTOMER_ID, limit=10, after=None).orders
    assert found == replace(order(), status=Status.CONFIRMED, version=2, updated_at=LATER)
    assert found.placed_at == AT
