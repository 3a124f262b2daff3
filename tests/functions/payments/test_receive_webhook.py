"""POST /api/payments/webhook, with the stand-in provider's own events."""

import pytest

from haat.table.meter import meter
from infra.local.payments import Browser, Provider
from infra.local.payments.posting import signature
from infra.local.payments.work import encode
from payments import manifest
from payments.domain import State
from payments.gateway import StripeGateway
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.payments import OTHER_ORDER_ID, OTHER_PAYMENT_ID, PAYMENT_ID, open_payment, stored
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
