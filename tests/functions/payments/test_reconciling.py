"""Whatever was lost on the way: reading the provider brings a payment up to date."""

import pytest

from haat import clock
from payments.domain import IntentStatus, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.settlement import Settlement
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.machine import Machines
from tests.support.payments import PAYMENT_ID, open_payment, stored, young

pytestmark = pytest.mark.usefixtures("table", "machines")


def reconcile() -> State:
    return Settlement().reconcile(stored()).state


def due(after_s: int) -> bool:
    """Whether the payment is to be looked at by so many seconds from now."""
    return bool(PaymentStore().due(clock.iso(clock.now_s() + after_s)).payments)


@pytest.fixture
def live(gateway: FakeGateway) -> FakeGateway:
    """A payment with a live intent, whose checkout waits."""
    Intents().ensure(open_payment())
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    return gateway


@pytest.mark.parametrize(
    ("status", "state", "events"),
    [
        (IntentStatus.SUCCEEDED, State.SUCCEEDED, ["PaymentSucceeded"]),
        (IntentStatus.CANCELLED, State.CANCELLED, ["PaymentCancelled"]),
        (IntentStatus.OPEN, State.PENDING, []),
        (IntentStatus.PROCESSING, State.PENDING, []),
    ],
)
def test_a_lost_webhook_is_made_good_and_the_checkout_hears_of_it(
    live: FakeGateway, machines: Machines, status: IntentStatus, state: State, events: list[str]
) -> None:
    live.become("pi_1", status)

    assert reconcile() is state

    assert names(PAYMENT, PAYMENT_ID) == events
    assert {outcome for _, outcome in machines.told} == ({str(state)} if events else set())


def test_a_lost_word_to_the_checkout_is_said_again(live: FakeGateway, machines: Machines) -> None:
    live.become("pi_1", IntentStatus.SUCCEEDED)
    tell(live, "succeeded")
    machines.told.clear()

    reconcile()

    assert machines.told == [("token-1", "succeeded")]


def test_an_intent_that_nobody_stored_is_found_and_kept(gateway: FakeGateway) -> None:
    gateway.create_intent(open_payment())

    assert reconcile() is State.PENDING
    assert stored().intent_id == "pi_1"


def test_money_of_an_intent_that_nobody_stored_pays_its_order(gateway: FakeGateway) -> None:
    gateway.create_intent(open_payment())
    gateway.become("pi_1", IntentStatus.SUCCEEDED)

    assert reconcile() is State.SUCCEEDED
    assert (stored().intent_id, stored().captured_minor) == ("pi_1", 1999)


def test_a_payment_without_any_intent_is_looked_at_again(gateway: FakeGateway) -> None:
    open_payment()

    assert reconcile() is State.PENDING
    assert due(3601)


@pytest.mark.parametrize(
    ("status", "state"),
    [(IntentStatus.OPEN, State.CANCELLED), (IntentStatus.SUCCEEDED, State.REFUND_DUE)],
)
def test_an_intent_left_behind_by_a_payment_that_is_over_is_closed_or_its_money_goes_back(
    gateway: FakeGateway, status: IntentStatus, state: State
) -> None:
    """Its maker died before storing it, and the provider was down when the payment was closed (I12)."""
    gateway.create_intent(open_payment())
    gateway.before("create_intent", lost)
    Intents().close(PAYMENT_ID)
    gateway.become("pi_1", status)
    assert due(0)

    assert reconcile() is state

    assert gateway.intents["pi_1"].status is not IntentStatus.OPEN
    assert due(10**8) is (state is State.CANCELLED)  # until its order is closed as well


def test_what_is_settled_asks_nobody(gateway: FakeGateway) -> None:
    open_payment(state=State.REFUNDED, intent_id="pi_1")

    assert reconcile() is State.REFUNDED
    assert gateway.calls == []


def test_what_is_closed_is_asked_for_until_its_order_is_closed_as_well(live: FakeGateway) -> None:
    Intents().close(PAYMENT_ID)
    live.calls.clear()

    assert reconcile() is State.CANCELLED
    assert live.calls == ["read_intent"]


def test_what_stays_open_is_looked_at_a_minute_later_at_first(gateway: FakeGateway) -> None:
    made = young()
    hold_until = clock.iso(clock.now_s() + 900)
    Intents().ensure(open_payment(created_at=made.created_at, hold_until=hold_until))

    reconcile()

    assert not due(50)
    assert due(70)
