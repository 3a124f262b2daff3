"""The tasks of the checkout saga that are about money."""

from dataclasses import replace

import pytest

from haat.faults import Transient
from haat.money import Money
from payments.domain import IntentStatus, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.tasks import await_payment, cancel_intent, request_refund
from payments.verifying import PaymentVerifier, Verdict
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.payments import PAYMENT_ID, open_payment, stored

pytestmark = pytest.mark.usefixtures("table")
GIVEN = {"payment_id": PAYMENT_ID}


@pytest.fixture
def paid(gateway: FakeGateway, machines: Machines) -> FakeGateway:
    """A payment whose money has come, which only the provider knows yet."""
    Intents().ensure(open_payment())
    gateway.become("pi_1", IntentStatus.SUCCEEDED)
    return gateway


def wait(token: str = "token-1") -> object:
    return await_payment.handler(GIVEN | {"task_token": token}, None)


def verify() -> str:
    return PaymentVerifier().verify(PAYMENT_ID).value


def cancel() -> str:
    return str(cancel_intent.handler(GIVEN, None)["outcome"])


# AwaitPayment


def test_a_checkout_that_waits_is_noted_and_not_told_anything_yet(machines: Machines) -> None:
    open_payment()

    assert wait() == {"outcome": "waiting"}
    assert stored().task_token == "token-1"
    assert machines.told == []


@pytest.mark.parametrize(
    ("state", "outcome"), [(State.SUCCEEDED, "succeeded"), (State.CANCELLED, "cancelled")]
)
def test_what_ended_before_anybody_waited_is_told_at_once(
    machines: Machines, state: State, outcome: str
) -> None:
    open_payment(state=state)

    wait()

    assert machines.told == [("token-1", outcome)]


def test_a_wait_that_begins_again_goes_by_its_new_token(paid: FakeGateway, machines: Machines) -> None:
    wait("token-1")
    wait("token-2")

    tell(paid, "succeeded")

    assert machines.told == [("token-2", "succeeded")]


def test_a_slow_payment_that_was_declined_often_before_is_waited_for(
    gateway: FakeGateway, machines: Machines
) -> None:
    """Were it told the old declines, the saga would go round and round until the bank has spoken."""
    open_payment(intent_id="pi_1", attempts=5)

    wait()

    assert machines.told == []


def test_waiting_for_a_payment_that_is_not_there_tells_nobody(machines: Machines) -> None:
    await_payment.handler({"payment_id": "pay_of_nobody", "task_token": "token-1"}, None)

    assert machines.told == []


# What the provider itself says, which ConfirmOrder asks first


def test_the_providers_own_word_pays_an_order_and_is_recorded(paid: FakeGateway) -> None:
    assert verify() == "paid"
    assert stored().state is State.SUCCEEDED
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_verifying_again_says_and_records_the_same(paid: FakeGateway) -> None:
    assert [verify() for _ in range(3)] == ["paid"] * 3
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_what_is_paid_is_recorded_past_others_that_change_the_payment(
    paid: FakeGateway, rivals: Rivals
) -> None:
    """An order is confirmed only where the payment says that its money is there."""
    rivals.next(lambda: tell(paid, "payment_failed"))

    assert verify() == "paid"
    assert stored().state is State.SUCCEEDED


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": Money(1998, "EUR")}, {"amount": Money(1999, "USD")}, {"received_minor": 1998},
        {"order_id": "ord_2"}, {"customer_id": "usr_2"}, {"payment_id": "pay_2"},
    ],
)  # fmt: skip
def test_money_that_is_not_this_orders_does_not_pay_it(paid: FakeGateway, changed: dict[str, object]) -> None:
    paid.intents["pi_1"] = replace(paid.intents["pi_1"], **changed)  # type: ignore[arg-type]

    assert verify() == "mismatch"
    assert stored().state is State.SUCCEEDED  # so that it can go back


@pytest.mark.parametrize("status", [IntentStatus.OPEN, IntentStatus.PROCESSING, IntentStatus.CANCELLED])
def test_what_the_provider_has_not_got_is_unpaid(paid: FakeGateway, status: IntentStatus) -> None:
    paid.become("pi_1", status)

    assert verify() == "unpaid"
    assert stored().state is State.PENDING


def test_a_payment_without_an_intent_is_unpaid(gateway: FakeGateway) -> None:
    open_payment()

    assert verify() == "unpaid"
    assert PaymentVerifier().verify("pay_of_nobody") is Verdict.UNPAID
    assert gateway.calls == []


def test_a_provider_that_does_not_answer_is_a_fault_that_the_saga_retries(paid: FakeGateway) -> None:
    paid.before("cancel_intent", lost)

    with pytest.raises(Transient) as fault:
        cancel_intent.handler(GIVEN, None)

    assert type(fault.value) is Transient  # the name that the saga knows


# CancelIntent


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (IntentStatus.OPEN, "cancelled"),
        (IntentStatus.CANCELLED, "cancelled"),
        (IntentStatus.SUCCEEDED, "succeeded"),
        (IntentStatus.PROCESSING, "processing"),
    ],
)
def test_closing_says_what_the_provider_makes_of_it_and_a_repeat_says_the_same(
    paid: FakeGateway, status: IntentStatus, outcome: str
) -> None:
    paid.become("pi_1", status)

    assert [cancel() for _ in range(2)] == [outcome] * 2


# RequestRefund


def test_a_refund_is_requested_once_however_often_the_saga_asks(paid: FakeGateway) -> None:
    verify()

    for _ in range(2):
        assert request_refund.handler(GIVEN, None) == {"outcome": "requested"}

    assert stored().state is State.REFUND_DUE
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded", "RefundDue"]


def test_where_there_is_no_money_there_is_nothing_to_give_back(machines: Machines) -> None:
    open_payment()

    assert request_refund.handler(GIVEN, None) == {"outcome": "requested"}
    assert stored().state is State.PENDING
