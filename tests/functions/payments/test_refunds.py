"""Money that has to go back: due once, paid once, never more than came, whatever repeats or fails."""

import pytest

from haat import clock
from haat.table import writes
from payments.domain import (
    IntentStatus,
    NothingDone,
    Payment,
    ProviderUnavailable,
    RefundDraft,
    RefundReason,
    RefundState,
    RefundStatus,
    RefundTooLarge,
    State,
)
from payments.keys import PAYMENT, PAYMENTS_DUE
from payments.reactions import pay_refund
from payments.refunds import Refunds, refund_writes, rest_writes
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import PaymentChanged, PaymentStore
from tests.support.events import data, emitted, names
from tests.support.gateway import FakeGateway, lost, tell_refund
from tests.support.meanwhile import Rivals
from tests.support.messages import message
from tests.support.payments import (
    PAYMENT_ID,
    captured,
    make_due,
    open_payment,
    payment,
    stored,
    stored_refund,
)

pytestmark = pytest.mark.usefixtures("table")
FIRST, SECOND = "ref_01kawzq3n5rv0v7k8t9m2c4x6y_1", "ref_01kawzq3n5rv0v7k8t9m2c4x6y_2"


@pytest.fixture
def paid(gateway: FakeGateway) -> FakeGateway:
    """A payment of 19.99 EUR whose money the provider has."""
    intent = gateway.create_intent(payment())
    gateway.become(intent.id, IntentStatus.SUCCEEDED)
    captured(intent_id=intent.id)
    return gateway


def pay(refund_id: str = FIRST) -> None:
    Refunds().pay(refund_id)


def nothing_done() -> None:
    raise NothingDone("500")


def wait() -> None:
    PaymentStore().remember_token(PAYMENT_ID, "token-1")


def sums(found: Payment) -> tuple[int, int, int]:
    return found.captured_minor, found.refunded_minor, found.returned_minor


def due_refunds() -> list[str]:
    return [refund.id for refund in PaymentStore().due("2100-01-01T00:00:00Z").refunds]


# Becoming due


def test_all_that_is_left_becomes_due_once(paid: FakeGateway) -> None:
    for _ in range(3):
        Refunds().request(PAYMENT_ID)

    assert (stored().state, sums(stored())) == (State.REFUND_DUE, (1999, 1999, 0))
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]
    assert due_refunds() == [FIRST]


def test_parts_become_due_one_after_the_other_each_with_its_number_and_key(paid: FakeGateway) -> None:
    first, second = make_due(500), make_due(700)

    assert (first.id, second.id) == (FIRST, SECOND)
    assert [first.key, second.key] == [f"order:{payment().order_id}:refund:{n}:1" for n in (1, 2)]
    assert (stored().state, sums(stored())) == (State.SUCCEEDED, (1999, 1200, 0))
    assert [event.sequence for event in emitted(PAYMENT, PAYMENT_ID)] == [1, 2]
    assert PaymentStore().with_refunds(PAYMENT_ID) == (stored(), [first, second])


def test_what_a_refund_is_for_is_told(paid: FakeGateway) -> None:
    make_due(500)

    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert data(told)["refund_id"] == FIRST
    assert (data(told)["amount"]["amount_minor"], data(told)["refunded"]["amount_minor"]) == (500, 500)
    assert data(told)["reason"] == "refunded_by_admin"


def test_the_rest_is_what_the_parts_have_left(paid: FakeGateway) -> None:
    make_due(500)

    Refunds().request(PAYMENT_ID)

    assert stored_refund(SECOND).amount.amount_minor == 1499
    assert (stored().state, stored().refundable_minor) == (State.REFUND_DUE, 0)


def test_more_than_is_left_is_refused_and_says_how_much_is(paid: FakeGateway) -> None:
    make_due(1500)

    refused = refund_writes(stored(), RefundDraft(500, RefundReason.ADMIN))

    assert isinstance(refused, RefundTooLarge)
    assert (refused.wanted.amount_minor, refused.refundable.amount_minor) == (500, 499)


@pytest.mark.parametrize("amount_minor", [0, -1])
def test_no_amount_is_no_refund(paid: FakeGateway, amount_minor: int) -> None:
    with pytest.raises(ValueError, match="cannot be refunded"):
        refund_writes(stored(), RefundDraft(amount_minor, RefundReason.ADMIN))


def test_two_at_once_never_exceed_what_was_captured(paid: FakeGateway, rivals: Rivals) -> None:
    """Each alone would fit; the second is refused by the write itself (G14)."""
    mine = refund_writes(stored(), RefundDraft(1500, RefundReason.ADMIN))
    assert isinstance(mine, tuple)
    make_due(1000)

    assert PaymentChanged() in writes.commit(*mine)
    assert sums(stored()) == (1999, 1000, 0)
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]


@pytest.mark.parametrize("state", [State.PENDING, State.CANCELLED])
def test_where_no_money_is_there_nothing_is_requested(gateway: FakeGateway, state: State) -> None:
    before = open_payment(state=state)

    Refunds().request(PAYMENT_ID)

    assert stored() == before
    assert rest_writes(before, RefundReason.CANCELLED) == ()


def test_a_refund_for_nobody_is_nothing(gateway: FakeGateway) -> None:
    Refunds().request("pay_of_nobody")
    for absent in ("ref_of_nobody_1", "ref_", "pay_1", "", "ref_x_y", "ref_x_²", "ref_x_99999"):
        Refunds().pay(absent)
    assert not gateway.calls


def test_two_requests_at_once_are_one(paid: FakeGateway, rivals: Rivals) -> None:
    rivals.next(lambda: Refunds().request(PAYMENT_ID))

    Refunds().request(PAYMENT_ID)

    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]


def test_a_request_gets_past_others_that_change_the_payment(paid: FakeGateway, rivals: Rivals) -> None:
    rivals.next(wait)

    Refunds().request(PAYMENT_ID)

    assert stored().state is State.REFUND_DUE


def test_a_payment_that_never_stands_still_is_left_to_the_next_attempt(
    paid: FakeGateway, rivals: Rivals
) -> None:
    rivals.next(*[wait] * ATTEMPTS)

    with pytest.raises(PaymentContended):
        Refunds().request(PAYMENT_ID)


# Being paid


def test_due_money_is_paid_once_with_the_stored_key(paid: FakeGateway) -> None:
    refund = make_due()
    for _ in range(3):
        pay()

    assert (stored().state, sums(stored())) == (State.REFUNDED, (1999, 1999, 1999))
    assert (stored_refund(FIRST).state, stored_refund(FIRST).provider_id) == (RefundState.PAID, "re_1")
    assert paid.calls.count("refund") == 1
    assert paid.keys[-1] == refund.key
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue", "PaymentRefunded"]
    assert due_refunds() == []


def test_parts_are_paid_each_for_itself_and_the_last_makes_it_all(paid: FakeGateway) -> None:
    make_due(500)
    make_due(1499)

    pay(SECOND)
    assert (stored().state, sums(stored())) == (State.REFUND_DUE, (1999, 1999, 1499))
    pay(FIRST)

    assert (stored().state, sums(stored())) == (State.REFUNDED, (1999, 1999, 1999))
    assert sorted(paid.amounts.values()) == [500, 1499]


def test_a_part_that_is_paid_leaves_the_payment_succeeded(paid: FakeGateway) -> None:
    make_due(500)

    pay()

    assert (stored().state, sums(stored())) == (State.SUCCEEDED, (1999, 500, 500))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_lost_answer_leaves_the_refund_due_and_the_repeat_pays_it_once(
    paid: FakeGateway, moment: str
) -> None:
    make_due(500)
    getattr(paid, moment)("refund", lost)
    with pytest.raises(ProviderUnavailable):
        pay()
    assert stored_refund(FIRST).state is RefundState.DUE

    pay()

    assert stored_refund(FIRST).state is RefundState.PAID
    assert list(paid.amounts.values()) == [500]
    assert len(set(paid.keys[1:])) == 1  # both attempts had the same key


def test_a_failure_that_the_provider_would_repeat_is_left_behind_by_another_key(paid: FakeGateway) -> None:
    make_due(500)
    paid.before("refund", nothing_done, nothing_done)
    for _ in range(2):
        with pytest.raises(ProviderUnavailable):
            pay()

    pay()

    assert [key.rpartition(":")[2] for key in paid.keys[1:]] == ["1", "2", "3"]
    assert list(paid.amounts.values()) == [500]
    assert [event.sequence for event in emitted(PAYMENT, PAYMENT_ID)] == [1, 2]  # an attempt is no event


def test_two_that_pay_at_once_pay_once(paid: FakeGateway) -> None:
    make_due(500)
    paid.after("refund", pay)

    pay()

    assert len(paid.refunds) == 1
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue", "PaymentRefunded"]


def test_the_event_pays_however_often_it_comes(paid: FakeGateway) -> None:
    make_due()
    batch = {"Records": [message("RefundDue", {"refund_id": FIRST}, number) for number in range(3)]}

    assert pay_refund.handler(batch, None) == {"batchItemFailures": []}
    assert stored().state is State.REFUNDED
    assert paid.calls.count("refund") == 1


def test_an_event_whose_refund_fails_comes_again_alone(paid: FakeGateway) -> None:
    make_due()
    paid.before("refund", lost)
    batch = {
        "Records": [
            message("RefundDue", {"refund_id": FIRST}, 1),
            message("RefundDue", {"refund_id": "ref_of_nobody_1"}, 2),
        ]
    }

    assert pay_refund.handler(batch, None) == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}


# Taking its time, and failing


def test_a_refund_that_the_provider_is_at_stays_due_and_is_not_asked_for_again(paid: FakeGateway) -> None:
    make_due()
    paid.refund_status = RefundStatus.PENDING
    for _ in range(2):
        pay()

    assert (stored_refund(FIRST).state, stored_refund(FIRST).provider_id) == (RefundState.DUE, "re_1")
    assert (paid.calls.count("refund"), len(paid.refunds)) == (1, 1)
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue"]

    paid.settle_refund("re_1", RefundStatus.SUCCEEDED)
    pay()
    assert stored().state is State.REFUNDED


@pytest.mark.parametrize("by_webhook", [True, False])
def test_a_pending_refund_ends_as_the_bank_says(paid: FakeGateway, by_webhook: bool) -> None:
    make_due()
    paid.refund_status = RefundStatus.PENDING
    pay()
    paid.settle_refund("re_1", RefundStatus.FAILED)

    if by_webhook:
        tell_refund(paid, "re_1")
    else:
        pay()

    assert (stored_refund(FIRST).state, stored_refund(FIRST).failure) == (
        RefundState.FAILED, "expired_or_canceled_card",
    )  # fmt: skip
    assert sums(stored()) == (1999, 0, 0)


def test_a_refund_that_fails_long_after_counts_as_not_refunded_and_is_told_once(paid: FakeGateway) -> None:
    make_due()
    pay()
    paid.settle_refund("re_1", RefundStatus.FAILED)
    for number in range(3):
        tell_refund(paid, "re_1", f"evt_{number}")

    assert stored_refund(FIRST).state is RefundState.FAILED
    assert sums(stored()) == (1999, 0, 0)
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue", "PaymentRefunded", "RefundFailed"]
    assert [event.sequence for event in emitted(PAYMENT, PAYMENT_ID)] == [1, 2, 3]
    assert stored().state is State.REFUNDED  # states only move forward: the amounts say how much went (I11)


def test_what_failed_can_be_given_back_again(paid: FakeGateway) -> None:
    make_due()
    pay()
    paid.settle_refund("re_1", RefundStatus.FAILED)
    tell_refund(paid, "re_1")

    make_due()
    pay(SECOND)

    assert sums(stored()) == (1999, 1999, 1999)
    assert stored_refund(SECOND).state is RefundState.PAID


def test_a_success_that_is_told_after_the_failure_changes_nothing(paid: FakeGateway) -> None:
    make_due()
    pay()
    late = paid.refunds["re_1"]
    paid.settle_refund("re_1", RefundStatus.FAILED)
    tell_refund(paid, "re_1", "evt_1")
    paid.refunds["re_1"] = late

    tell_refund(paid, "re_1", "evt_2")

    assert stored_refund(FIRST).state is RefundState.FAILED


def test_what_others_gave_back_by_hand_is_not_given_back_again(paid: FakeGateway) -> None:
    """The provider refuses; the refund has failed, and a person is called."""
    make_due()
    paid.become("pi_1", IntentStatus.SUCCEEDED)
    paid.intents["pi_1"] = paid.become("pi_1", IntentStatus.OPEN)  # nothing is left there

    pay()

    assert (stored_refund(FIRST).state, stored_refund(FIRST).failure) == (
        RefundState.FAILED, "charge_already_refunded",
    )  # fmt: skip


def test_a_refund_of_somebody_elses_is_acknowledged(paid: FakeGateway) -> None:
    make_due()
    pay()
    before = stored()
    paid.refunds["re_9"] = type(paid.refunds["re_1"])("re_9", RefundStatus.FAILED, "")

    tell_refund(paid, "re_9")

    assert stored() == before


def test_a_webhook_that_comes_before_the_answer_is_the_one_that_counts(paid: FakeGateway) -> None:
    make_due()
    paid.after("refund", lambda: tell_refund(paid, "re_1"))

    pay()

    assert stored().state is State.REFUNDED
    assert names(PAYMENT, PAYMENT_ID) == ["RefundDue", "PaymentRefunded"]


def test_a_refund_under_way_is_looked_at_again_less_and_less_often(paid: FakeGateway) -> None:
    paid.refund_status = RefundStatus.PENDING
    made = make_due()
    at_s = clock.seconds(made.created_at)
    assert PaymentStore().due(clock.iso(at_s + 121)).refunds

    with clock.set_to(lambda: at_s + 8000):
        pay()

    assert not PaymentStore().due(clock.iso(at_s + 8239)).refunds
    assert PaymentStore().due(clock.iso(at_s + 8241)).refunds
    assert PAYMENTS_DUE.prefix == "PAYMENTS_DUE#"
