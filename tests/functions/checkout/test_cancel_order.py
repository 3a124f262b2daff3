"""POST /api/orders/{order_id}/cancel"""

import pytest

from checkout import manifest
from checkout.api import cancel_order
from haat.table.meter import meter
from orders.domain import CancelReason, Status
from orders.keys import ORDER
from payments.domain import IntentStatus, State
from payments.keys import PAYMENT
from payments.store import PaymentStore
from tests.support.crash import Killed, die
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost
from tests.support.machine import Machines
from tests.support.paying import carry, pay, pay_and_confirm
from tests.support.requests import customer_claims, send
from tests.support.shop import ADA, BOB, cancel, move, order_of, ordered, payment_of, show, units
from tests.support.table import ids_of

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}


@pytest.fixture
def pending(gateway: FakeGateway) -> str:
    """A pending order whose checkout waits."""
    order_id = ordered(CART)
    PaymentStore().remember_token(payment_of(order_id).id, "token-1")
    return order_id


@pytest.fixture
def confirmed(pending: str, gateway: FakeGateway) -> str:
    pay_and_confirm(gateway, pending)
    return pending


def test_a_pending_order_is_closed_at_the_provider_and_gives_its_units_back(
    pending: str, gateway: FakeGateway, machines: Machines
) -> None:
    response = cancel(pending)

    assert response.status == 200
    assert response.json["status"] == "cancelled"
    assert response.json["cancel_reason"] == "cancelled_by_customer"
    assert response.headers["etag"] == '"2"'
    assert response.json == show(pending).json
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert payment_of(pending).state is State.CANCELLED
    assert (units("bowl"), units("tea")) == ((10, 0, 0), (10, 0, 0))
    assert machines.told == [("token-1", "cancelled")]
    assert names(ORDER, pending) == ["OrderPlaced", "OrderCancelled"]


def test_it_takes_no_more_round_trips_than_it_declares(pending: str, machines: Machines) -> None:
    show(pending)  # a warm function knows which sessions are revoked

    cancel(pending)

    told = len(machines.told)  # a round trip each, which the machines in memory do not count
    assert len(meter.calls) + told <= manifest.CANCEL_ORDER.round_trips, meter.calls


def test_a_confirmed_order_gives_its_units_and_its_money_back(confirmed: str, gateway: FakeGateway) -> None:
    response = cancel(confirmed)

    assert (response.status, response.json["status"]) == (200, "cancelled")
    assert units("bowl") == (10, 0, 0)
    assert payment_of(confirmed).state is State.REFUND_DUE
    assert names(PAYMENT, payment_of(confirmed).id) == ["PaymentSucceeded", "RefundDue"]
    assert names(ORDER, confirmed) == ["OrderPlaced", "OrderConfirmed", "OrderCancelled"]
    assert gateway.intents["pi_1"].status is IntentStatus.SUCCEEDED  # a reaction pays it back


@pytest.mark.parametrize("path", [[Status.SHIPPED], [Status.SHIPPED, Status.DELIVERED]])
def test_what_is_shipped_cannot_be_cancelled(confirmed: str, path: list[Status]) -> None:
    carry(confirmed, *path)

    response = cancel(confirmed)

    assert (response.status, response.json["code"]) == (409, "order_move_not_allowed")
    assert (response.json["current"], response.json["wanted"]) == (path[-1], "cancelled")
    assert units("bowl") == (8, 0, 2)
    assert payment_of(confirmed).state is State.SUCCEEDED


def test_cancelling_again_is_refused_and_gives_nothing_back_twice(pending: str) -> None:
    cancel(pending)

    response = cancel(pending)

    assert (response.status, response.json["code"]) == (409, "order_move_not_allowed")
    assert units("bowl") == (10, 0, 0)
    assert order_of(pending).version == 2


def test_a_repeated_request_gets_the_first_answer_byte_for_byte(pending: str) -> None:
    first = cancel(pending, key="cancel-1")

    for _ in range(2):
        repeat = cancel(pending, key="cancel-1")
        assert (repeat.status, repeat.text, repeat.headers["etag"]) == (200, first.text, '"2"')
        assert repeat.headers["idempotency-replayed"] == "true"
    assert units("bowl") == (10, 0, 0)


def test_a_key_that_cancelled_another_order_is_refused(pending: str, gateway: FakeGateway) -> None:
    other = ordered({"tea": 1}, key="checkout-2")
    cancel(pending, key="cancel-1")

    response = cancel(other, key="cancel-1")

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
    assert order_of(other).status is Status.PENDING


def test_the_same_request_twice_at_once_gets_one_answer(pending: str, gateway: FakeGateway) -> None:
    inner = []
    gateway.before("cancel_intent", lambda: inner.append(cancel(pending, key="cancel-1")))

    outer = cancel(pending, key="cancel-1")

    assert (inner[0].status, inner[0].text) == (outer.status, outer.text)
    assert outer.status == 200
    assert units("bowl") == (10, 0, 0)
    assert names(ORDER, pending) == ["OrderPlaced", "OrderCancelled"]


@pytest.mark.parametrize("absent", ["ord_none", "x" * 3000, "ORDER#1"])
def test_somebody_elses_order_is_as_absent_as_one_that_never_was(pending: str, absent: str) -> None:
    foreign, nothing = cancel(pending, whose=BOB), cancel(absent, whose=BOB)

    assert foreign.status == 404
    assert (foreign.text, foreign.headers) == (nothing.text, nothing.headers)
    assert order_of(pending).status is Status.PENDING


def test_money_that_has_come_wins(pending: str, gateway: FakeGateway) -> None:
    pay(gateway, pending)

    response = cancel(pending)

    assert (response.status, response.json["code"]) == (409, "payment_underway")
    assert units("bowl") == (8, 2, 0)


def test_money_that_comes_at_this_moment_wins(pending: str, gateway: FakeGateway) -> None:
    gateway.before("cancel_intent", lambda: pay_and_confirm(gateway, pending))

    response = cancel(pending)

    assert (response.status, response.json["code"]) == (409, "payment_underway")
    assert order_of(pending).status is Status.CONFIRMED
    assert units("bowl") == (8, 0, 2)


def test_money_on_its_way_cannot_be_stopped(pending: str, gateway: FakeGateway) -> None:
    gateway.become("pi_1", IntentStatus.PROCESSING)

    assert cancel(pending).json["code"] == "payment_underway"
    assert order_of(pending).status is Status.PENDING


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_provider_that_does_not_answer_is_503_and_the_repeat_cancels(
    pending: str, gateway: FakeGateway, moment: str
) -> None:
    getattr(gateway, moment)("cancel_intent", lost)

    failed = cancel(pending, key="cancel-1")
    assert (failed.status, units("bowl")) == (503, (8, 2, 0))

    assert cancel(pending, key="cancel-1").status == 200
    assert units("bowl") == (10, 0, 0)


def test_who_died_between_the_provider_and_the_table_is_taken_up_again(
    pending: str, gateway: FakeGateway
) -> None:
    gateway.after("cancel_intent", die)
    with pytest.raises(Killed):
        cancel(pending)

    assert cancel(pending).status == 200
    assert units("bowl") == (10, 0, 0)


def test_cancelled_by_an_admin_at_this_moment_is_cancelled_once(pending: str, gateway: FakeGateway) -> None:
    gateway.after("cancel_intent", lambda: move(pending, "cancelled"))

    response = cancel(pending)

    assert (response.status, response.json["status"]) == (200, "cancelled")
    assert order_of(pending).cancel_reason is CancelReason.ADMIN
    assert units("bowl") == (10, 0, 0)
    assert names(ORDER, pending) == ["OrderPlaced", "OrderCancelled"]


def test_an_order_without_an_intent_yet_can_be_cancelled(gateway: FakeGateway, pending: str) -> None:
    cancel(pending)
    gateway.before("create_intent", die)
    with pytest.raises(Killed):
        ordered(CART, key="checkout-2")
    (crashed,) = ids_of("ORDER#") - {pending}

    assert cancel(crashed).status == 200
    assert {intent.status for intent in gateway.intents.values()} == {IntentStatus.CANCELLED}
    assert units("bowl") == (10, 0, 0)


@pytest.mark.parametrize("body", [{"reason": "why not"}, [], 1])
def test_no_body_is_expected(pending: str, body: object) -> None:
    path = {"order_id": pending}

    response = send(cancel_order.handler, body, path=path, claims=customer_claims(ADA))

    assert response.status == 422
    assert order_of(pending).status is Status.PENDING


def test_who_is_nobody_cancels_nothing(pending: str) -> None:
    assert send(cancel_order.handler, path={"order_id": pending}).status == 401
    assert order_of(pending).status is Status.PENDING
