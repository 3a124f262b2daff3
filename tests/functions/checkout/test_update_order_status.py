"""PUT /api/orders/{order_id}/status"""

import pytest

from checkout import manifest
from checkout.api import update_order_status
from checkout.tasks import release_order
from haat.table.meter import meter
from orders.domain import CancelReason, Status
from orders.keys import ORDER
from payments.domain import IntentStatus, State
from tests.support.events import names
from tests.support.gateway import FakeGateway, tell
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.paying import carry, confirm, pay_and_confirm
from tests.support.requests import admin_claims, customer_claims, send
from tests.support.shop import ADA, cancel, move, order_of, ordered, payment_of, units

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}
PATHS: dict[Status, list[Status]] = {
    Status.CONFIRMED: [],
    Status.SHIPPED: [Status.SHIPPED],
    Status.DELIVERED: [Status.SHIPPED, Status.DELIVERED],
}
ALLOWED = {
    (Status.PENDING, "cancelled"): "OrderCancelled",
    (Status.CONFIRMED, "cancelled"): "OrderCancelled",
    (Status.CONFIRMED, "shipped"): "OrderShipped",
    (Status.SHIPPED, "delivered"): "OrderDelivered",
}


def order_that_is(status: Status, gateway: FakeGateway) -> str:
    order_id = ordered(CART)
    if status is Status.CANCELLED:
        cancel(order_id)
    elif status is not Status.PENDING:
        pay_and_confirm(gateway, order_id)
        carry(order_id, *PATHS[status])
    return order_id


@pytest.mark.parametrize("to", ["shipped", "delivered", "cancelled"])
@pytest.mark.parametrize("status", Status)
def test_an_order_moves_as_the_table_says_and_no_other_way(
    gateway: FakeGateway, status: Status, to: str
) -> None:
    order_id = order_that_is(status, gateway)
    before, event = order_of(order_id), ALLOWED.get((status, to))

    response = move(order_id, to)

    if event:
        assert (response.status, response.json["status"]) == (200, to)
        assert response.headers["etag"] == f'"{before.version + 1}"'
        assert names(ORDER, order_id)[-1] == event
    else:
        assert (response.status, response.json["code"]) == (409, "order_move_not_allowed")
        assert (response.json["current"], response.json["wanted"]) == (status, to)
        assert order_of(order_id) == before


def test_an_admin_cancels_a_pending_order_as_a_customer_would(
    gateway: FakeGateway, machines: Machines
) -> None:
    order_id = order_that_is(Status.PENDING, gateway)

    response = move(order_id, "cancelled")

    assert response.json["cancel_reason"] == "cancelled_by_admin"
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert units("bowl") == (10, 0, 0)


def test_a_saga_that_hears_of_it_first_records_who_cancelled_all_the_same(
    gateway: FakeGateway, machines: Machines
) -> None:
    """The provider's webhook overtakes the endpoint, and the saga takes it for the customer's doing."""
    order_id = order_that_is(Status.PENDING, gateway)

    def overtake() -> None:
        tell(gateway, "canceled")
        release_order.handler({"order_id": order_id, "reason": "cancelled_by_customer"}, None)

    gateway.after("cancel_intent", overtake)
    response = move(order_id, "cancelled")

    assert (response.status, response.json["cancel_reason"]) == (200, "cancelled_by_admin")
    assert order_of(order_id).cancel_reason is CancelReason.ADMIN
    assert names(ORDER, order_id) == ["OrderPlaced", "OrderCancelled"]
    assert units("bowl") == (10, 0, 0)


def test_an_admin_who_comes_too_late_to_cancel_leaves_no_trace_in_the_order(gateway: FakeGateway) -> None:
    order_id = order_that_is(Status.PENDING, gateway)
    gateway.become("pi_1", IntentStatus.SUCCEEDED)

    assert move(order_id, "cancelled").status == 409

    assert confirm(order_id) == "confirmed"
    assert order_of(order_id).cancel_reason is None


def test_an_admin_cancels_a_confirmed_order_and_its_money_goes_back(gateway: FakeGateway) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)

    move(order_id, "cancelled")

    assert payment_of(order_id).state is State.REFUND_DUE
    assert units("bowl") == (10, 0, 0)


def test_what_is_being_paid_is_not_cancelled_by_an_admin_either(gateway: FakeGateway) -> None:
    order_id = order_that_is(Status.PENDING, gateway)
    gateway.become("pi_1", IntentStatus.PROCESSING)

    assert move(order_id, "cancelled").json["code"] == "payment_underway"


@pytest.mark.parametrize("to", ["shipped", "cancelled"])
@pytest.mark.parametrize("tag", ['"1"', '"3"', 'W/"9"', '"1", "3"', "2", ""])
def test_a_tag_that_is_not_the_orders_moves_nothing(gateway: FakeGateway, to: str, tag: str) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)

    response = move(order_id, to, {"if-match": tag})

    assert (response.status, response.json["etag"]) == (412, '"2"')
    assert order_of(order_id).status is Status.CONFIRMED


@pytest.mark.parametrize("tag", ['"2"', 'W/"2"', '"1", "2"', "*"])
def test_the_orders_own_tag_lets_it_move(gateway: FakeGateway, tag: str) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)

    assert move(order_id, "shipped", {"if-match": tag}).status == 200


def test_of_two_moves_at_once_one_is_refused(gateway: FakeGateway, rivals: Rivals) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)
    rivals.next(lambda: cancel(order_id))

    response = move(order_id, "shipped")

    assert (response.status, response.json["code"]) == (409, "order_changed")
    assert order_of(order_id).status is Status.CANCELLED
    assert units("bowl") == (10, 0, 0)


def test_of_shipping_and_cancelling_at_once_shipping_wins_if_it_was_first(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)
    rivals.next(lambda: move(order_id, "shipped"))

    response = cancel(order_id)

    assert (response.status, response.json["code"]) == (409, "order_move_not_allowed")
    assert units("bowl") == (8, 0, 2)
    assert payment_of(order_id).state is State.SUCCEEDED


def test_two_cancellations_at_once_give_everything_back_once(gateway: FakeGateway, rivals: Rivals) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)
    rivals.next(lambda: cancel(order_id))

    response = move(order_id, "cancelled")

    assert (response.status, response.json["cancel_reason"]) == (200, "cancelled_by_customer")
    assert units("bowl") == (10, 0, 0)
    assert names(ORDER, order_id).count("OrderCancelled") == 1


@pytest.mark.parametrize(
    "body",
    [
        {}, {"status": "confirmed"}, {"status": "pending"}, {"status": "SHIPPED"}, {"status": None},
        {"status": 1}, {"status": "shipped", "version": 1}, [], "shipped",
    ],
)  # fmt: skip
def test_a_body_that_is_not_as_it_must_be_moves_nothing(gateway: FakeGateway, body: object) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)

    response = send(update_order_status.handler, body, path={"order_id": order_id}, claims=admin_claims())

    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert order_of(order_id).status is Status.CONFIRMED


def test_an_order_that_never_was_is_not_found() -> None:
    assert move("ord_none", "shipped").status == 404


@pytest.mark.parametrize(
    "claims", [None, customer_claims(ADA), admin_claims(**{"cognito:groups": "[staff]"})]
)
def test_who_is_no_admin_moves_nothing(gateway: FakeGateway, claims: dict[str, object] | None) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)
    path = {"order_id": order_id}

    response = send(update_order_status.handler, {"status": "shipped"}, path=path, claims=claims)

    assert response.status == 403
    assert order_of(order_id).status is Status.CONFIRMED


def test_it_takes_no_more_round_trips_than_it_declares(gateway: FakeGateway) -> None:
    order_id = order_that_is(Status.CONFIRMED, gateway)

    move(order_id, "shipped")

    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) <= manifest.UPDATE_ORDER_STATUS.round_trips
