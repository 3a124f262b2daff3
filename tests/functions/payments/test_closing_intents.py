"""Closing a payment: the provider first, then the table; money that has come wins (G4)."""

import pytest

from haat.table.meter import meter
from payments.domain import IntentStatus, Outcome, PaymentNotOpen, ProviderUnavailable, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.meanwhile import Rivals
from tests.support.payments import PAYMENT_ID, open_payment, stored

pytestmark = pytest.mark.usefixtures("table", "machines")


def wait() -> None:
    """A checkout comes to wait for the payment."""
    PaymentStore().remember_token(PAYMENT_ID, "token-1")


def close() -> Outcome:
    return Intents().close(PAYMENT_ID)


def pay(gateway: FakeGateway, status: IntentStatus = IntentStatus.SUCCEEDED) -> None:
    gateway.become("pi_1", status)


def test_closing_cancels_at_the_provider_first_and_says_so(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    meter.reset()

    assert close() is Outcome.CANCELLED

    assert meter.calls == ["dynamodb.GetItem", "stripe.cancel_intent", "dynamodb.TransactWriteItems"]
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert stored().state is State.CANCELLED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentCancelled"]


def test_closing_again_asks_nobody_and_tells_nobody(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    close()

    assert close() is Outcome.CANCELLED
    assert gateway.calls.count("cancel_intent") == 1
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentCancelled"]


def test_without_an_intent_a_tombstone_forbids_making_one(gateway: FakeGateway) -> None:
    open_payment()

    assert close() is Outcome.CANCELLED
    assert Intents().ensure(stored()) == PaymentNotOpen(State.CANCELLED)
    assert {intent.status for intent in gateway.intents.values()} == {IntentStatus.CANCELLED}


def test_an_intent_whose_maker_died_before_storing_it_is_cancelled_by_its_key(gateway: FakeGateway) -> None:
    gateway.create_intent(open_payment())

    assert close() is Outcome.CANCELLED
    assert [intent.status for intent in gateway.intents.values()] == [IntentStatus.CANCELLED]


@pytest.mark.parametrize("call", ["create_intent", "cancel_intent"])
def test_an_intent_that_nobody_stored_holds_nothing_up_when_the_provider_is_down(
    gateway: FakeGateway, call: str
) -> None:
    open_payment()
    gateway.before(call, lost)

    assert close() is Outcome.CANCELLED
    assert stored().state is State.CANCELLED


def test_a_payment_that_is_not_there_is_closed(gateway: FakeGateway) -> None:
    assert Intents().close("pay_of_nobody") is Outcome.CANCELLED


def test_money_that_has_come_wins_over_closing(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    pay(gateway)

    assert close() is Outcome.SUCCEEDED
    assert stored().state is State.SUCCEEDED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_money_that_came_between_reading_and_cancelling_wins(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())

    def paid() -> None:
        pay(gateway)
        tell(gateway, "succeeded")

    gateway.before("cancel_intent", paid)

    assert close() is Outcome.SUCCEEDED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_money_on_its_way_cannot_be_closed(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    pay(gateway, IntentStatus.PROCESSING)

    assert close() is Outcome.PROCESSING
    assert stored().state is State.PENDING


def test_closing_while_a_decline_is_recorded_starts_again(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    gateway.after("cancel_intent", lambda: tell(gateway, "payment_failed"))

    assert close() is Outcome.CANCELLED
    assert (stored().state, stored().attempts) == (State.CANCELLED, 1)
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentFailed", "PaymentCancelled"]


def test_closing_while_the_cancellation_is_told_by_webhook_tells_it_once(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    gateway.after("cancel_intent", lambda: tell(gateway, "canceled"))

    assert close() is Outcome.CANCELLED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentCancelled"]


def test_success_is_recorded_even_while_others_change_the_payment(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    Intents().ensure(open_payment())
    pay(gateway)
    rivals.next(wait)

    assert close() is Outcome.SUCCEEDED
    assert stored().state is State.SUCCEEDED


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_provider_that_does_not_answer_leaves_the_payment_open_until_it_is_asked_again(
    gateway: FakeGateway, moment: str
) -> None:
    Intents().ensure(open_payment())
    getattr(gateway, moment)("cancel_intent", lost)
    with pytest.raises(ProviderUnavailable):
        close()
    assert stored().state is State.PENDING

    assert close() is Outcome.CANCELLED


def test_an_intent_that_stays_open_is_not_given_for_closed(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    Intents().ensure(open_payment())
    monkeypatch.setattr(FakeGateway, "become", lambda self, intent_id, _: self.intents[intent_id])

    with pytest.raises(ProviderUnavailable, match="stayed open"):
        close()
    assert stored().state is State.PENDING


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.SUCCEEDED, Outcome.SUCCEEDED),
        (State.CANCELLED, Outcome.CANCELLED),
        (State.REFUND_DUE, Outcome.CANCELLED),
        (State.REFUNDED, Outcome.CANCELLED),
    ],
)
def test_a_payment_that_is_over_says_how_it_ended(
    gateway: FakeGateway, state: State, outcome: Outcome
) -> None:
    open_payment(state=state, intent_id="pi_1")

    assert close() is outcome
    assert gateway.calls == []
