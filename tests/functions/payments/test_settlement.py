"""What the provider tells, recorded once: however often, late or out of order it tells it."""

from dataclasses import replace

import pytest

from haat import clock
from haat.money import Money
from haat.table.meter import meter
from payments.domain import Intent, IntentStatus, ProviderEvent, State
from payments.keys import PAYMENT
from payments.settlement import ATTEMPTS, PaymentContended, Settlement
from payments.store import PaymentStore
from tests.support.events import data, emitted, names
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.payments import AT, HOLD_UNTIL, ORDER_ID, PAYMENT_ID, open_payment, payment, stored

pytestmark = pytest.mark.usefixtures("table")
INTENT = Intent(
    "pi_1", "pi_1_secret", IntentStatus.OPEN, Money(1999, "EUR"), 1999, ORDER_ID, PAYMENT_ID,
    payment().customer_id,
)  # fmt: skip
PAID = replace(INTENT, status=IntentStatus.SUCCEEDED)
DECLINED = replace(INTENT, declined_charge="ch_1", decline_reason="insufficient_funds")
MOVES = [
    ("succeeded", State.SUCCEEDED, "PaymentSucceeded"),
    ("payment_failed", State.PENDING, "PaymentFailed"),
    ("canceled", State.CANCELLED, "PaymentCancelled"),
]


def event(kind: str, event_id: str = "evt_1", intent: Intent | None = INTENT) -> ProviderEvent:
    return ProviderEvent(event_id, f"payment_intent.{kind}", intent, "insufficient_funds")


def tell(kind: str, event_id: str = "evt_1", *, at: str = AT, intent: Intent | None = INTENT) -> None:
    with clock.set_to(lambda: clock.seconds(at)):
        Settlement().apply(event(kind, event_id, intent))


@pytest.mark.parametrize(("kind", "state", "name"), MOVES)
def test_what_the_provider_tells_moves_the_payment_and_is_told_on(
    machines: Machines, kind: str, state: State, name: str
) -> None:
    before = open_payment(intent_id="pi_1")

    tell(kind)

    assert (stored().state, stored().version) == (state, before.version + 1)
    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert (told.name, told.sequence) == (name, stored().sequence)
    assert stored().sequence == 1  # the first transition, however often it was changed before


def test_a_decline_is_told_with_its_reason_and_how_many_are_left(machines: Machines) -> None:
    open_payment(intent_id="pi_1", attempts=1)

    tell("payment_failed")

    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert data(told) == {
        "payment_id": PAYMENT_ID,
        "order_id": ORDER_ID,
        "customer_id": payment().customer_id,
        "amount": {"amount_minor": 1999, "currency": "EUR"},
        "email": "ada@example.com",
        "reason": "insufficient_funds",
        "attempt": 2,
        "attempts_max": 5,
        "hold_until": HOLD_UNTIL,
    }


@pytest.mark.parametrize(("kind", "state", "name"), MOVES)
def test_the_same_event_a_hundred_times_is_one_transition_and_one_event(
    machines: Machines, kind: str, state: State, name: str
) -> None:
    open_payment(intent_id="pi_1")
    waiting = PaymentStore().remember_token(PAYMENT_ID, "token-1")

    for _ in range(100):
        tell(kind)

    assert waiting
    assert (stored().state, stored().version) == (state, waiting.version + 1)
    assert names(PAYMENT, PAYMENT_ID) == [name]
    assert len(set(machines.told)) <= 1


def test_the_same_event_twice_at_once_is_one_transition_and_one_event(
    machines: Machines, rivals: Rivals
) -> None:
    open_payment(intent_id="pi_1")
    rivals.next(lambda: tell("payment_failed"))

    tell("payment_failed")

    assert stored().attempts == 1
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentFailed"]


def test_two_events_at_once_are_both_applied(machines: Machines, rivals: Rivals) -> None:
    open_payment(intent_id="pi_1")
    rivals.next(lambda: tell("payment_failed", "evt_1"))

    tell("succeeded", "evt_2")

    assert (stored().state, stored().attempts) == (State.SUCCEEDED, 1)
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentFailed", "PaymentSucceeded"]


def test_a_payment_that_never_stands_still_is_left_to_the_next_delivery(
    machines: Machines, rivals: Rivals
) -> None:
    open_payment(intent_id="pi_1")
    rivals.next(*[lambda: PaymentStore().remember_token(PAYMENT_ID, "token-1")] * ATTEMPTS)

    with pytest.raises(PaymentContended):
        tell("succeeded")
    tell("succeeded")

    assert stored().state is State.SUCCEEDED


def test_a_repeat_resumes_the_checkout_again_whose_first_call_may_have_been_lost(machines: Machines) -> None:
    open_payment(intent_id="pi_1")
    PaymentStore().remember_token(PAYMENT_ID, "token-1")

    tell("succeeded")
    tell("succeeded")

    assert machines.told == [("token-1", "succeeded")] * 2


def test_a_success_takes_three_round_trips(machines: Machines) -> None:
    open_payment(intent_id="pi_1")
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    meter.reset()

    tell("succeeded")

    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert machines.told == [("token-1", "succeeded")]


def test_nobody_is_resumed_before_anybody_waits(machines: Machines) -> None:
    open_payment(intent_id="pi_1")

    tell("succeeded")

    assert machines.told == []


def test_money_after_the_end_is_due_to_go_back(machines: Machines) -> None:
    open_payment(intent_id="pi_1", state=State.CANCELLED)

    tell("succeeded")

    assert (stored().state, stored().captured_minor, stored().refunded_minor) == (
        State.REFUND_DUE, 1999, 1999,
    )  # fmt: skip
    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert (told.name, data(told)["reason"]) == ("RefundDue", "paid_too_late")


def test_money_of_an_intent_that_was_never_stored_is_adopted_and_can_go_back(machines: Machines) -> None:
    open_payment(state=State.CANCELLED)

    tell("succeeded")

    assert (stored().state, stored().intent_id) == (State.REFUND_DUE, "pi_1")


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.REFUND_DUE, State.REFUNDED])
@pytest.mark.parametrize("kind", ["succeeded", "payment_failed", "canceled"])
def test_what_comes_too_late_changes_nothing_and_is_acknowledged(
    machines: Machines, kind: str, state: State
) -> None:
    before = open_payment(intent_id="pi_1", state=state)

    tell(kind)

    assert stored() == before
    assert names(PAYMENT, PAYMENT_ID) == []


@pytest.mark.parametrize(
    "kind", ["created", "processing", "requires_action", "amount_capturable_updated", "of_the_future"]
)
def test_other_events_are_acknowledged(machines: Machines, kind: str) -> None:
    before = open_payment(intent_id="pi_1")

    tell(kind)

    assert stored() == before


@pytest.mark.parametrize(
    "intent",
    [
        None,
        replace(INTENT, payment_id="", order_id="", customer_id=""),
        replace(INTENT, payment_id="pay_of_nobody"),
        replace(INTENT, payment_id="x" * 500),
        replace(INTENT, id="pi_2"),
    ],
)
@pytest.mark.parametrize("kind", ["succeeded", "payment_failed", "canceled"])
def test_events_about_nothing_of_ours_are_acknowledged_and_change_nothing(
    machines: Machines, kind: str, intent: Intent | None
) -> None:
    before = open_payment(intent_id="pi_1")

    for _ in range(2):
        tell(kind, intent=intent)

    assert stored() == before


def test_declines_count_up_to_the_limit_and_then_end_the_wait(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMENT_ATTEMPTS_MAX", "3")
    open_payment(intent_id="pi_1")
    PaymentStore().remember_token(PAYMENT_ID, "token-1")

    for number in (1, 2):
        tell("payment_failed", f"evt_{number}")
    assert machines.told == []
    tell("payment_failed", "evt_3")

    assert machines.told == [("token-1", "declined")]
    assert (stored().attempts, stored().state) == (3, State.PENDING)
    assert [data(told)["attempt"] for told in emitted(PAYMENT, PAYMENT_ID)] == [1, 2, 3]


def test_after_the_hold_a_decline_ends_the_wait_at_once(machines: Machines) -> None:
    """A bank debit keeps the hold while it is on its way, and not when it has failed (I10)."""
    open_payment(intent_id="pi_1")
    PaymentStore().remember_token(PAYMENT_ID, "token-1")

    tell("payment_failed", at=HOLD_UNTIL)

    assert machines.told == [("token-1", "declined")]


# What reading the provider shows, instead of its webhook


def test_success_that_is_known_is_not_recorded_again(machines: Machines) -> None:
    open_payment(intent_id="pi_1")
    for _ in range(2):
        Settlement().record(PAYMENT_ID, PAID)

    assert (stored().state, stored().captured_minor) == (State.SUCCEEDED, 1999)
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_success_is_recorded_past_others_that_change_the_payment(machines: Machines, rivals: Rivals) -> None:
    open_payment(intent_id="pi_1")
    rivals.next(lambda: tell("payment_failed"))

    Settlement().record(PAYMENT_ID, PAID)

    assert stored().state is State.SUCCEEDED


def test_success_of_a_payment_that_is_not_there_is_nobodys(machines: Machines) -> None:
    assert Settlement().record("pay_of_nobody", PAID) is None
    assert PaymentStore().find("pay_of_nobody") is None


@pytest.mark.parametrize("first", ["webhook", "reading"])
def test_a_declined_card_counts_once_whoever_tells_of_it(machines: Machines, first: str) -> None:
    open_payment(intent_id="pi_1")
    for number in (0, 0, 1, 1):
        if (first == "webhook") == (number == 0):
            tell("payment_failed", intent=DECLINED)
        else:
            Settlement().record(PAYMENT_ID, DECLINED)

    assert stored().attempts == 1
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentFailed"]


def test_two_declined_cards_are_two(machines: Machines) -> None:
    open_payment(intent_id="pi_1")

    Settlement().record(PAYMENT_ID, DECLINED)
    Settlement().record(PAYMENT_ID, replace(DECLINED, declined_charge="ch_2"))

    assert stored().attempts == 2


def test_an_intent_that_was_lost_is_kept_when_it_is_found(machines: Machines) -> None:
    open_payment()

    Settlement().record(PAYMENT_ID, INTENT)

    assert (stored().intent_id, stored().client_secret) == ("pi_1", "pi_1_secret")
    assert (stored().state, names(PAYMENT, PAYMENT_ID)) == (State.PENDING, [])


def test_the_checkout_that_waits_is_told_of_what_was_read(machines: Machines) -> None:
    open_payment(intent_id="pi_1")
    PaymentStore().remember_token(PAYMENT_ID, "token-1")

    Settlement().record(PAYMENT_ID, PAID)

    assert machines.told == [("token-1", "succeeded")]
