"""POST /api/payments/create"""

from typing import Any

import pytest

from haat.table.meter import meter
from payments import manifest
from payments.api import create_payment
from payments.domain import IntentStatus, State
from payments.intents import Intents
from payments.settlement import Settlement
from tests.support.gateway import FakeGateway, lost
from tests.support.payments import ORDER_ID, PAYMENT_ID, open_payment, payment, stored
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table", "machines")
KEY = {"idempotency-key": "pay-1"}
OWNER = payment().customer_id


def create(
    body: object = None, *, whose: str = OWNER, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    asked = {"order_id": ORDER_ID} if body is None else body
    headers = KEY if headers is None else headers
    return send(create_payment.handler, asked, headers=headers, claims=customer_claims(whose), **more)


def test_a_payment_without_an_intent_gets_one(gateway: FakeGateway) -> None:
    open_payment()

    response = create()

    assert response.status == 201
    assert response.json == {
        "id": PAYMENT_ID,
        "order_id": ORDER_ID,
        "status": "pending",
        "amount": {"amount_minor": 1999, "currency": "EUR"},
        "captured": {"amount_minor": 0, "currency": "EUR"},
        "refunded": {"amount_minor": 0, "currency": "EUR"},
        "refunds": [],
        "attempts": 0,
        "hold_until": payment().hold_until,
        "version": 2,
        "client_secret": "pi_1_secret",
    }
    assert response.headers["etag"] == '"2"'


def test_it_takes_as_many_round_trips_as_it_declares(gateway: FakeGateway) -> None:
    open_payment()
    create(headers=KEY)  # a warm function knows which sessions are revoked
    open_payment(id="pay_2", order_id="ord_2")

    create({"order_id": "ord_2"}, headers={"idempotency-key": "pay-2"})

    assert meter.calls == [
        "dynamodb.GetItem", "stripe.create_intent", "dynamodb.UpdateItem", "dynamodb.PutItem",
    ]  # fmt: skip
    assert len(meter.calls) == manifest.CREATE_PAYMENT.round_trips


def test_asked_under_many_keys_an_order_has_one_intent(gateway: FakeGateway) -> None:
    open_payment()

    secrets = {create(headers={"idempotency-key": f"pay-{n}"}).json["client_secret"] for n in range(3)}

    assert secrets == {"pi_1_secret"}
    assert gateway.calls == ["create_intent"]


def test_a_repeat_gets_the_first_answer_byte_for_byte_even_when_the_payment_is_over(
    gateway: FakeGateway,
) -> None:
    open_payment()
    first = create()
    Settlement().record(PAYMENT_ID, gateway.become("pi_1", IntentStatus.SUCCEEDED))

    repeat = create()

    assert (repeat.status, repeat.text, repeat.headers["etag"]) == (
        first.status, first.text, first.headers["etag"],
    )  # fmt: skip
    assert repeat.headers["idempotency-replayed"] == "true"


def test_a_key_that_named_another_order_is_refused(gateway: FakeGateway) -> None:
    open_payment()
    open_payment(id="pay_2", order_id="ord_2")
    create()

    response = create({"order_id": "ord_2"})

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")


def test_without_a_key_nothing_is_made(gateway: FakeGateway) -> None:
    open_payment()

    response = create(headers={})

    assert (response.status, response.json["code"]) == (400, "idempotency_key_missing")
    assert gateway.calls == []


def test_somebody_elses_order_is_as_absent_as_one_that_never_was(gateway: FakeGateway) -> None:
    open_payment()

    foreign, absent = create(whose="usr_other"), create({"order_id": "ord_none"}, whose="usr_other")

    assert (foreign.status, foreign.text, foreign.headers) == (404, absent.text, absent.headers)
    assert gateway.calls == []


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.CANCELLED, State.REFUND_DUE, State.REFUNDED])
def test_a_payment_that_is_over_cannot_be_paid(gateway: FakeGateway, state: State) -> None:
    open_payment(state=state)

    response = create()

    assert (response.status, response.json["code"]) == (409, "payment_not_open")
    assert response.json["payment_state"] == state
    assert gateway.calls == []


def test_a_payment_closed_meanwhile_leaves_nothing_to_pay(gateway: FakeGateway) -> None:
    open_payment()
    gateway.after("create_intent", lambda: Intents().close(PAYMENT_ID))

    assert create().status == 409
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED


def test_a_provider_that_does_not_answer_is_503_and_the_repeat_gets_the_intent(gateway: FakeGateway) -> None:
    open_payment()
    gateway.after("create_intent", lost)

    failed, repeat = create(), create()

    assert (failed.status, failed.json["code"]) == (503, "unavailable")
    assert "retry-after" in failed.headers
    assert repeat.json["client_secret"] == "pi_1_secret"
    assert len(gateway.intents) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/order_id"),
        ({"order_id": ""}, "/order_id"),
        ({"order_id": "x" * 65}, "/order_id"),
        ({"order_id": 1}, "/order_id"),
        ({"order_id": None}, "/order_id"),
        ({"order_id": ORDER_ID, "amount": 1}, "/amount"),
    ],
)
def test_a_body_that_is_not_as_it_must_be_is_told_where(
    gateway: FakeGateway, body: dict[str, object], pointer: str
) -> None:
    response = create(body)

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


@pytest.mark.parametrize("order_id", ["ord", "_", "pay_x", "ORDER#1", "ord_" + "ü" * 60])
def test_an_id_that_cannot_be_ours_is_not_found(gateway: FakeGateway, order_id: str) -> None:
    assert create({"order_id": order_id}).status == 404


def test_who_is_nobody_gets_nothing(gateway: FakeGateway) -> None:
    open_payment()

    assert send(create_payment.handler, {"order_id": ORDER_ID}, headers=KEY).status == 401
    assert stored().intent_id is None
