"""GET /api/payments/{payment_id}"""

import pytest

from haat.table.meter import meter
from payments.api import get_payment
from payments.domain import State
from tests.support.payments import PAYMENT_ID, captured, make_due, open_payment, payment
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def get(payment_id: str = PAYMENT_ID, *, whose: str = payment().customer_id) -> Response:
    return send(get_payment.handler, path={"payment_id": payment_id}, claims=customer_claims(whose))


def test_a_customer_sees_a_payment_with_what_pays_it() -> None:
    shown = open_payment(intent_id="pi_1", client_secret="pi_1_secret", attempts=1)

    response = get()

    assert response.status == 200
    assert response.headers["etag"] == f'"{shown.version}"'
    assert response.headers["cache-control"] == "private, no-store"
    assert response.json == {
        "id": PAYMENT_ID,
        "order_id": shown.order_id,
        "status": "pending",
        "amount": {"amount_minor": 1999, "currency": "EUR"},
        "captured": {"amount_minor": 0, "currency": "EUR"},
        "refunded": {"amount_minor": 0, "currency": "EUR"},
        "refunds": [],
        "attempts": 1,
        "hold_until": shown.hold_until,
        "version": shown.version,
        "client_secret": "pi_1_secret",
    }


def test_what_went_back_is_shown_with_what_is_due() -> None:
    captured()
    made = make_due(500)

    shown = get().json

    assert (shown["captured"]["amount_minor"], shown["refunded"]["amount_minor"]) == (1999, 500)
    assert shown["refunds"] == [
        {
            "id": made.id,
            "payment_id": PAYMENT_ID,
            "order_id": made.order_id,
            "status": "due",
            "amount": {"amount_minor": 500, "currency": "EUR"},
            "reason": "refunded_by_admin",
            "lines": [],
            "shipping": {"amount_minor": 0, "currency": "EUR"},
            "created_at": made.created_at,
            "updated_at": made.updated_at,
        }
    ]


def test_it_is_one_round_trip() -> None:
    captured()
    get()  # a warm function knows which sessions are revoked
    meter.reset()

    get()

    assert meter.calls == ["dynamodb.Query"]


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.CANCELLED, State.REFUND_DUE, State.REFUNDED])
def test_what_is_over_shows_no_secret(state: State) -> None:
    open_payment(state=state, intent_id="pi_1", client_secret="pi_1_secret")

    assert (get().json["status"], get().json["client_secret"]) == (state, None)


@pytest.mark.parametrize("payment_id", ["pay_none", "x" * 3000, "PAYMENT#1", "%00"])
def test_somebody_elses_payment_is_as_absent_as_one_that_never_was(payment_id: str) -> None:
    open_payment()

    foreign, absent = get(whose="usr_other"), get(payment_id, whose="usr_other")

    assert (foreign.status, foreign.text, foreign.headers) == (404, absent.text, absent.headers)


def test_who_is_nobody_sees_nothing() -> None:
    open_payment()

    assert send(get_payment.handler, path={"payment_id": PAYMENT_ID}).status == 401
