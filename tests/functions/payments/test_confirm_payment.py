"""POST /api/payments/confirm: what the provider says, recorded as its webhook would, in either order."""

import pytest

from haat.table.meter import meter
from infra.local.payments import Browser, Provider
from payments import manifest
from payments.api import confirm_payment
from payments.domain import IntentStatus, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.machine import Machines
from tests.support.payments import PAYMENT_ID, open_payment, payment, stored
from tests.support.provider import deliver, event_of
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
ADA = payment().customer_id


def confirm(payment_id: str = PAYMENT_ID, *, whose: str = ADA, key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    claims = customer_claims(whose)
    return send(confirm_payment.handler, {"payment_id": payment_id}, headers=headers, claims=claims)


@pytest.fixture
def live(gateway: FakeGateway, machines: Machines) -> FakeGateway:
    """A payment with a live intent, whose checkout waits."""
    Intents().ensure(open_payment())
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    return gateway


def test_money_that_is_there_is_recorded_and_told_without_a_webhook(
    live: FakeGateway, machines: Machines
) -> None:
    live.become("pi_1", IntentStatus.SUCCEEDED)

    response = confirm()

    assert response.status == 200
    assert response.json["provider_status"] == "succeeded"
    assert response.json["payment"]["status"] == "succeeded"
    assert response.headers["etag"] == f'"{stored().version}"'
    assert machines.told == [("token-1", "succeeded")]
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


@pytest.mark.parametrize("first", ["webhook", "confirmation"])
def test_webhook_and_confirmation_are_one_transition_in_either_order(live: FakeGateway, first: str) -> None:
    live.become("pi_1", IntentStatus.SUCCEEDED)
    for teller in ("webhook", "confirmation", "webhook", "confirmation")[first == "confirmation" :]:
        if teller == "webhook":
            tell(live, "succeeded")
        else:
            assert confirm().json["payment"]["status"] == "succeeded"

    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]
    assert stored().sequence == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (IntentStatus.OPEN, "waiting"),
        (IntentStatus.NEEDS_ACTION, "needs_action"),
        (IntentStatus.PROCESSING, "processing"),
    ],
)
def test_what_is_not_decided_is_said_and_changes_nothing(
    live: FakeGateway, machines: Machines, status: IntentStatus, said: str
) -> None:
    live.become("pi_1", status)
    before = stored()

    response = confirm()

    assert (response.json["provider_status"], response.json["payment"]["status"]) == (said, "pending")
    assert response.json["payment"]["client_secret"] == "pi_1_secret"
    assert (stored(), machines.told) == (before, [])


def test_a_payment_without_an_intent_waits(gateway: FakeGateway, machines: Machines) -> None:
    open_payment()

    assert confirm().json["provider_status"] == "waiting"
    assert gateway.calls == []


def test_money_that_came_after_the_end_is_due_to_go_back(live: FakeGateway) -> None:
    """The browser comes back from paying an order that was cancelled meanwhile."""
    Intents().close(PAYMENT_ID)
    live.become("pi_1", IntentStatus.SUCCEEDED)

    response = confirm()

    assert (response.json["payment"]["status"], stored().refunded_minor) == ("refund_due", 1999)


def test_it_takes_no_more_round_trips_than_it_declares(live: FakeGateway, machines: Machines) -> None:
    live.become("pi_1", IntentStatus.SUCCEEDED)
    send(confirm_payment.handler, {"payment_id": "pay_none"}, claims=customer_claims(ADA))
    meter.reset()

    confirm(key="confirm-1")

    told = len(machines.told)  # a round trip each, which the machines in memory do not count
    assert len(meter.calls) + told <= manifest.CONFIRM_PAYMENT.round_trips, meter.calls


def test_a_repeated_request_gets_the_first_answer_byte_for_byte(live: FakeGateway) -> None:
    first = confirm(key="confirm-1")
    live.become("pi_1", IntentStatus.SUCCEEDED)
    tell(live, "succeeded")

    repeat = confirm(key="confirm-1")

    assert (repeat.status, repeat.text) == (200, first.text)
    assert confirm(key="confirm-2").json["payment"]["status"] == "succeeded"


def test_a_provider_that_does_not_answer_is_503(live: FakeGateway) -> None:
    live.before("read_intent", lost)

    assert confirm().status == 503
    assert confirm().status == 200


@pytest.mark.parametrize("absent", ["pay_none", "x" * 64, "PAYMENT#1"])
def test_somebody_elses_payment_is_as_absent_as_one_that_never_was(live: FakeGateway, absent: str) -> None:
    foreign, nothing = confirm(whose="usr_other"), confirm(absent, whose="usr_other")

    assert (foreign.status, foreign.text) == (404, nothing.text)
    assert live.calls == ["create_intent"]


@pytest.mark.parametrize(
    "body",
    [{}, {"payment_id": ""}, {"payment_id": 1}, {"payment_id": PAYMENT_ID, "card": "4242424242424242"}, []],
)
def test_a_body_that_says_something_else_is_invalid(live: FakeGateway, body: object) -> None:
    """Card data above all: it has no business here."""
    assert send(confirm_payment.handler, body, claims=customer_claims(ADA)).status == 422


# With the stand-in provider


def test_a_declined_card_is_said_and_counted_once_with_its_webhook(
    provider: Provider, machines: Machines
) -> None:
    Intents().ensure(open_payment())
    browser = Browser(provider.url)
    browser.confirm(
        str(stored().client_secret), "pm_card_chargeDeclinedInsufficientFunds", "https://shop.test"
    )

    assert confirm().json["provider_status"] == "declined"
    assert deliver(event_of(provider, "payment_intent.payment_failed")).status == 200
    assert confirm().json["payment"]["attempts"] == 1
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentFailed"]

    browser.confirm(str(stored().client_secret), "pm_card_visa", "https://shop.test")
    assert confirm().json["payment"]["status"] == State.SUCCEEDED


def test_a_card_that_asks_for_3d_secure_needs_the_customer(provider: Provider, machines: Machines) -> None:
    Intents().ensure(open_payment())
    Browser(provider.url).confirm(
        str(stored().client_secret), "pm_card_threeDSecure2Required", "https://shop.test"
    )

    assert confirm().json["provider_status"] == "needs_action"
