"""POST /api/payments/webhook, with the stand-in provider's own events."""

import json
from typing import Literal

import pytest

from haat import clock
from haat.table.meter import meter
from infra.local.payments import Browser, Provider
from infra.local.payments.posting import signature
from infra.local.payments.work import encode
from payments import gateway, manifest
from payments.domain import RefundState, State
from payments.gateway import StripeGateway
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.refunds import Refunds
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.payments import (
    OTHER_ORDER_ID,
    OTHER_PAYMENT_ID,
    PAYMENT_ID,
    make_due,
    open_payment,
    stored,
    stored_refund,
)
from tests.support.provider import SECRET, deliver, event_of, post

pytestmark = pytest.mark.usefixtures("table", "machines")
SUCCEEDED = "payment_intent.succeeded"


@pytest.fixture
def browser(provider: Provider) -> Browser:
    """A customer in front of a payment with an intent."""
    Intents().ensure(open_payment())
    return Browser(provider.url)


def confirm(browser: Browser, method: str = "pm_card_visa") -> None:
    browser.confirm(str(stored().client_secret), method, "https://shop.test")


def test_a_paid_intent_makes_the_payment_succeed(provider: Provider, browser: Browser) -> None:
    confirm(browser)

    response = deliver(event_of(provider, SUCCEEDED))

    assert (response.status, response.json) == (200, {"received": True})
    assert stored().state is State.SUCCEEDED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_it_takes_as_many_round_trips_as_it_declares(
    provider: Provider, browser: Browser, machines: Machines
) -> None:
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    confirm(browser)

    deliver(event_of(provider, SUCCEEDED))

    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert machines.told == [("token-1", "succeeded")]  # the third
    assert manifest.RECEIVE_WEBHOOK.round_trips == 3


def test_every_event_of_a_payment_in_any_order_ends_in_the_same_state(
    provider: Provider, browser: Browser
) -> None:
    confirm(browser, "pm_card_visa_chargeDeclined")
    confirm(browser)

    for event in reversed(list(provider.state.ledger.events)):
        for _ in range(3):
            assert deliver(event).status == 200

    assert (stored().state, stored().attempts) == (State.SUCCEEDED, 0)
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_a_decline_is_counted_with_its_reason(provider: Provider, browser: Browser) -> None:
    confirm(browser, "pm_card_chargeDeclinedInsufficientFunds")

    deliver(event_of(provider, "payment_intent.payment_failed"))

    assert (stored().state, stored().attempts) == (State.PENDING, 1)


def test_an_intent_cancelled_at_the_provider_cancels_the_payment(
    provider: Provider, browser: Browser, machines: Machines
) -> None:
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    Intents().close(PAYMENT_ID)

    deliver(event_of(provider, "payment_intent.canceled"))

    assert stored().state is State.CANCELLED
    assert machines.told == [("token-1", "cancelled")]


@pytest.mark.parametrize("header", ["", "t=1,v1=00", "rubbish"])
def test_what_the_provider_did_not_sign_is_refused_and_changes_nothing(
    provider: Provider, browser: Browser, header: str
) -> None:
    confirm(browser)
    raw = encode(event_of(provider, SUCCEEDED))

    response = post(raw, header)

    assert (response.status, response.json["code"]) == (400, "webhook_rejected")
    assert stored().state is State.PENDING


def test_a_signature_for_another_body_is_refused(provider: Provider, browser: Browser) -> None:
    confirm(browser, "pm_card_visa_chargeDeclined")
    raw = encode(event_of(provider, "payment_intent.payment_failed"))
    forged = raw.replace(b"payment_failed", b"succeeded")

    assert post(forged, signature(raw, SECRET, 1)).status == 400
    assert stored().state is State.PENDING


def test_a_webhook_while_others_change_the_payment_is_applied_or_asked_for_again(
    provider: Provider, browser: Browser, rivals: Rivals
) -> None:
    confirm(browser)
    rivals.next(*[lambda: PaymentStore().remember_token(PAYMENT_ID, "token-1")] * 4)

    busy, again = deliver(event_of(provider, SUCCEEDED)), deliver(event_of(provider, SUCCEEDED))

    assert (busy.status, again.status) == (503, 200)
    assert stored().state is State.SUCCEEDED


def test_an_intent_that_was_made_and_never_stored_is_known_by_what_it_carries(
    provider: Provider, browser: Browser
) -> None:
    """Whoever made it crashed, and the order was closed without it: its money has to go back (G5)."""
    Intents().close(PAYMENT_ID)
    open_payment(id=OTHER_PAYMENT_ID, order_id=OTHER_ORDER_ID)
    lost = StripeGateway().create_intent(stored(OTHER_PAYMENT_ID))
    browser.confirm(lost.client_secret, "pm_card_visa", "https://shop.test")
    Intents().close(OTHER_PAYMENT_ID)

    deliver(event_of(provider, SUCCEEDED))

    assert (stored(OTHER_PAYMENT_ID).state, stored(OTHER_PAYMENT_ID).intent_id) == (State.REFUND_DUE, lost.id)
    assert names(PAYMENT, OTHER_PAYMENT_ID) == ["PaymentCancelled", "RefundDue"]


# Bad input


def test_the_same_event_a_thousand_times_is_one_transition_and_one_event(
    provider: Provider, browser: Browser, rivals: Rivals
) -> None:
    """Three of them at the very moment of another."""
    confirm(browser)
    event = event_of(provider, SUCCEEDED)
    rivals.next(*[lambda: deliver(event)] * 3)

    assert {deliver(event).status for _ in range(1000)} == {200}

    assert (stored().state, stored().sequence, stored().captured_minor) == (State.SUCCEEDED, 1, 1999)
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_an_event_sent_again_after_a_month_is_acknowledged_and_changes_nothing(
    provider: Provider, browser: Browser
) -> None:
    """Signed anew, as the provider does; the old signature is not taken."""
    confirm(browser)
    event = event_of(provider, SUCCEEDED)
    raw = encode(event)
    old = signature(raw, SECRET, clock.now_s())
    assert deliver(event).status == 200
    before, month_later = stored(), clock.now_s() + 31 * 24 * 3600

    with clock.set_to(lambda: month_later):
        assert post(raw, old).status == 400
        assert deliver(event).status == 200

    assert stored() == before


@pytest.mark.parametrize("ahead_s", [600, -600])
def test_an_event_of_another_time_is_refused(provider: Provider, browser: Browser, ahead_s: int) -> None:
    confirm(browser)
    raw = encode(event_of(provider, SUCCEEDED))

    assert post(raw, signature(raw, SECRET, clock.now_s() + ahead_s)).status == 400
    assert stored().state is State.PENDING


@pytest.mark.parametrize(("live", "status"), [("true", 400), ("false", 200)])
def test_test_money_pays_nothing_on_a_live_stack(
    provider: Provider, browser: Browser, monkeypatch: pytest.MonkeyPatch, live: str, status: int
) -> None:
    monkeypatch.setenv("PAYMENTS_LIVE_MODE", live)
    confirm(browser)

    assert deliver(event_of(provider, SUCCEEDED)).status == status
    assert (stored().state is State.SUCCEEDED) == (status == 200)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "pi_of_another_shop"},
        {"metadata": {}},
        {"metadata": {"payment_id": "pay_of_nobody"}},
        {"metadata": {"payment_id": "x" * 500}},
        {"metadata": {"payment_id": OTHER_PAYMENT_ID}},
    ],
)
def test_an_intent_that_is_not_ours_is_acknowledged_and_pays_nothing(
    provider: Provider, browser: Browser, changed: dict[str, object]
) -> None:
    confirm(browser)
    event = json.loads(encode(event_of(provider, SUCCEEDED)))
    event["data"]["object"] |= changed

    assert post(json.dumps(event).encode()).status == 200
    assert stored().state is State.PENDING


def test_an_event_of_an_account_that_pays_through_ours_is_refused(
    provider: Provider, browser: Browser
) -> None:
    confirm(browser)
    event = json.loads(encode(event_of(provider, SUCCEEDED))) | {"account": "acct_1"}

    assert post(json.dumps(event).encode()).status == 400
    assert stored().state is State.PENDING


# Refunds


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
def test_a_pending_refund_ends_by_its_webhook(
    provider: Provider, browser: Browser, outcome: Literal["succeeded", "failed"]
) -> None:
    confirm(browser, "pm_card_pendingRefund")
    deliver(event_of(provider, SUCCEEDED))
    due = make_due(500)
    Refunds().pay(due.id)
    assert stored_refund(due.id).state is RefundState.DUE

    (known,) = provider.state.ledger.refunds
    provider.control.settle_refund(known.id, outcome)
    for event in list(provider.state.ledger.events):
        for _ in range(2):
            assert deliver(event).status == 200

    paid = outcome == "succeeded"
    assert stored_refund(due.id).state is (RefundState.PAID if paid else RefundState.FAILED)
    assert (stored().refunded_minor, stored().returned_minor) == ((500, 500) if paid else (0, 0))


def test_a_refund_that_fails_late_calls_a_person_once(
    provider: Provider, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(browser, "pm_card_refundFail")
    deliver(event_of(provider, SUCCEEDED))
    due = make_due(500)
    Refunds().pay(due.id)
    (known,) = provider.state.ledger.refunds
    provider.control.settle_refund(known.id, "failed")
    capsys.readouterr()

    for kind in ("refund.failed", "refund.updated"):
        assert deliver(event_of(provider, kind)).status == 200

    assert stored_refund(due.id).failure == "expired_or_canceled_card"
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded", "RefundDue", "PaymentRefunded", "RefundFailed"]
    assert capsys.readouterr().out.count('"RefundsFailed":[1.0]') == 1
    assert "RefundsFailed" in manifest.RECEIVE_WEBHOOK.alarms


def test_a_refund_that_others_made_by_hand_is_acknowledged(provider: Provider, browser: Browser) -> None:
    confirm(browser)
    deliver(event_of(provider, SUCCEEDED))
    before = stored()
    api = gateway._stripe()
    made = api.v1.refunds.create({"payment_intent": str(before.intent_id), "amount": 1})
    provider.control.settle_refund(made.id, "failed")

    assert deliver(event_of(provider, "refund.failed")).status == 200
    assert stored() == before
