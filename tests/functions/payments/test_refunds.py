"""Money that has to go back: due once, paid once, whatever repeats or fails."""

import pytest

from payments.domain import IntentStatus, NothingDone, ProviderUnavailable, State
from payments.keys import PAYMENT
from payments.reactions import pay_refund
from payments.refunds import Refunds
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost
from tests.support.meanwhile import Rivals
from tests.support.messages import message
from tests.support.payments import PAYMENT_ID, open_payment, payment, stored

pytestmark = pytest.mark.usefixtures("table")


def paid(gateway: FakeGateway, state: State = State.SUCCEEDED) -> None:
    """A payment in this state, whose money the provider has."""
    intent = gateway.create_intent(payment())
    gateway.become(intent.id, IntentStatus.SUCCEEDED)
    open_payment(state=state, intent_id=intent.id)


def pay() -> None:
    Refunds().pay(PAYMENT_ID)


def nothing_done() -> None:
    raise NothingDone("500")


def wait() -> None:
    PaymentStore().remember_token(PAYMENT_ID, "token-1")


def test_money_that_is_there_becomes_due_once(gateway: FakeGateway) -> None:
    paid(gateway)
    for _ in range(3):
        Refunds().request(PAYMENT_ID)

    assert stored().state is State.REFUND_DUE
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]


@pytest.mark.parametrize("state", [State.PENDING, State.CANCELLED, State.REFUND_DUE, State.REFUNDED])
def test_where_no_money_is_there_or_it_is_due_already_nothing_is_requested(
    gateway: FakeGateway, state: State
) -> None:
    before = open_payment(state=state)

    Refunds().request(PAYMENT_ID)

    assert stored() == before
    assert names(PAYMENT, PAYMENT_ID) == []


def test_a_refund_for_nobody_is_nothing(gateway: FakeGateway) -> None:
    Refunds().request("pay_of_nobody")
    Refunds().pay("pay_of_nobody")
    assert not gateway.calls
    assert names(PAYMENT, "pay_of_nobody") == []


def test_two_requests_at_once_are_one(gateway: FakeGateway, rivals: Rivals) -> None:
    paid(gateway)
    rivals.next(lambda: Refunds().request(PAYMENT_ID))

    Refunds().request(PAYMENT_ID)

    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]


def test_a_request_gets_past_others_that_change_the_payment(gateway: FakeGateway, rivals: Rivals) -> None:
    paid(gateway)
    rivals.next(wait)

    Refunds().request(PAYMENT_ID)

    assert stored().state is State.REFUND_DUE


def test_a_payment_that_never_stands_still_is_left_to_the_next_attempt(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    paid(gateway)
    rivals.next(*[wait] * ATTEMPTS)

    with pytest.raises(PaymentContended):
        Refunds().request(PAYMENT_ID)


def test_due_money_is_paid_once_with_the_stored_key(gateway: FakeGateway) -> None:
    paid(gateway, State.REFUND_DUE)
    for _ in range(3):
        pay()

    assert (stored().state, stored().refund_id) == (State.REFUNDED, "re_pi_1")
    assert gateway.calls.count("refund") == 1
    assert gateway.keys[-1] == payment().refund_key
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentRefunded"]


@pytest.mark.parametrize("state", [State.PENDING, State.SUCCEEDED, State.CANCELLED, State.REFUNDED])
def test_money_that_is_not_due_stays(gateway: FakeGateway, state: State) -> None:
    paid(gateway, state)

    pay()

    assert gateway.refunds == {}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_lost_answer_leaves_the_refund_due_and_the_repeat_pays_it_once(
    gateway: FakeGateway, moment: str
) -> None:
    paid(gateway, State.REFUND_DUE)
    getattr(gateway, moment)("refund", lost)
    with pytest.raises(ProviderUnavailable):
        pay()
    assert stored().state is State.REFUND_DUE

    pay()

    assert stored().state is State.REFUNDED
    assert len(gateway.refunds) == 1
    assert len(set(gateway.keys[1:])) == 1  # both attempts had the same key


def test_a_failure_that_the_provider_would_repeat_is_left_behind_by_another_key(
    gateway: FakeGateway,
) -> None:
    paid(gateway, State.REFUND_DUE)
    gateway.before("refund", nothing_done, nothing_done)
    for _ in range(2):
        with pytest.raises(ProviderUnavailable):
            pay()

    pay()

    assert [key.rpartition(":")[2] for key in gateway.keys[1:]] == ["1", "2", "3"]
    assert stored().state is State.REFUNDED


def test_two_that_pay_at_once_pay_once(gateway: FakeGateway) -> None:
    paid(gateway, State.REFUND_DUE)
    gateway.after("refund", pay)

    pay()

    assert len(gateway.refunds) == 1
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentRefunded"]


def test_the_event_pays_however_often_it_comes(gateway: FakeGateway) -> None:
    paid(gateway, State.REFUND_DUE)
    batch = {"Records": [message("RefundDue", {"payment_id": PAYMENT_ID}, number) for number in range(3)]}

    assert pay_refund.handler(batch, None) == {"batchItemFailures": []}
    assert stored().state is State.REFUNDED
    assert gateway.calls.count("refund") == 1


def test_an_event_whose_refund_fails_comes_again_alone(gateway: FakeGateway) -> None:
    paid(gateway, State.REFUND_DUE)
    gateway.before("refund", lost)
    batch = {
        "Records": [
            message("RefundDue", {"payment_id": PAYMENT_ID}, 1),
            message("RefundDue", {"payment_id": "pay_of_nobody"}, 2),
        ]
    }

    assert pay_refund.handler(batch, None) == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}
