"""Payments in the table."""

from dataclasses import replace

import pytest

from haat.money import Money
from haat.table import writes
from haat.table.meter import meter
from payments import domain
from payments.domain import RefundDraft, RefundReason, State
from payments.keys import PAYMENT
from payments.refunds import refund_writes
from payments.store import PaymentChanged, PaymentStore, changed, event, opened, taken
from tests.support.events import data, emitted
from tests.support.payments import LATER, PAYMENT_ID, make_due, open_payment, payment, stored

pytestmark = pytest.mark.usefixtures("table")


def test_a_payment_comes_back_as_it_was_opened() -> None:
    made = open_payment(amount=Money(1234, "JPY"))

    assert stored() == made


def test_a_payment_is_opened_once() -> None:
    open_payment()

    assert writes.commit(opened(payment(amount=Money(1, "EUR")))) == [PaymentChanged()]
    assert stored() == payment()


@pytest.mark.parametrize("payment_id", ["pay_of_nobody", "", "x" * 3000])
def test_an_unknown_payment_is_none(payment_id: str) -> None:
    assert PaymentStore().find(payment_id) is None


def test_finding_is_one_consistent_read() -> None:
    open_payment()
    meter.reset()

    stored()

    assert meter.calls == ["dynamodb.GetItem"]


def test_everything_that_can_change_is_saved() -> None:
    open_payment()
    after = replace(
        payment(), state=State.REFUNDED, version=2, intent_id="pi_1", client_secret="pi_1_secret",
        attempts=3, create_attempt=2, captured_minor=1999, refunded_minor=1999, returned_minor=500,
        refunds=2, sequence=7, updated_at=LATER,
    )  # fmt: skip

    assert PaymentStore().save(after) == []
    assert stored() == after


def test_a_payment_that_was_changed_meanwhile_is_not_overwritten() -> None:
    open_payment()
    cancelled = domain.cancelled(payment(), at=LATER)
    paid = domain.succeeded(payment(), 1999, at=LATER)
    assert cancelled
    assert paid

    assert PaymentStore().save(cancelled) == []
    assert PaymentStore().save(paid) == [PaymentChanged()]

    assert stored() == cancelled


def test_a_change_and_its_event_come_together_or_not_at_all() -> None:
    open_payment()
    paid = domain.succeeded(payment(), 1999, at=LATER)
    assert paid
    stale = replace(paid, version=5)

    assert PaymentChanged() in PaymentStore().save(stale, event("PaymentSucceeded", stale))
    assert emitted(PAYMENT, PAYMENT_ID) == []
    assert PaymentStore().save(paid, event("PaymentSucceeded", paid, captured=paid.amount)) == []
    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert (told.name, told.sequence, told.service) == ("PaymentSucceeded", 1, "payments")
    assert data(told)["amount"] == {"amount_minor": 1999, "currency": "EUR"}


def test_a_change_of_a_payment_that_is_not_there_creates_none() -> None:
    assert writes.commit(changed(replace(payment(), version=2))) == [PaymentChanged()]
    assert PaymentStore().find(PAYMENT_ID) is None


def test_a_token_is_remembered_in_one_write_and_counts_as_a_change() -> None:
    open_payment()
    meter.reset()

    waiting = PaymentStore().remember_token(PAYMENT_ID, "token-1")

    assert meter.calls == ["dynamodb.UpdateItem"]
    assert waiting == replace(payment(), task_token="token-1", version=2) == stored()


def test_the_last_token_is_the_one_that_counts() -> None:
    open_payment()
    PaymentStore().remember_token(PAYMENT_ID, "token-1")
    PaymentStore().remember_token(PAYMENT_ID, "token-2")

    assert stored().task_token == "token-2"


def test_nobody_waits_for_a_payment_that_is_not_there() -> None:
    assert PaymentStore().remember_token("pay_of_nobody", "token-1") is None
    assert PaymentStore().find("pay_of_nobody") is None


def test_a_change_keeps_the_token_it_does_not_know_of() -> None:
    open_payment()
    PaymentStore().remember_token(PAYMENT_ID, "token-1")

    assert PaymentStore().save(replace(payment(), version=3, attempts=1)) == []
    assert (stored().task_token, stored().attempts) == ("token-1", 1)


@pytest.mark.parametrize("state", State)
def test_an_order_takes_only_money_that_is_there(state: State) -> None:
    open_payment(state=state)

    refusals = writes.commit(taken(PAYMENT_ID))

    assert refusals == ([] if state is State.SUCCEEDED else [PaymentChanged()])


# What still has to happen


def due(before: str = "2100-01-01T00:00:00Z") -> list[str]:
    return [found.id for found in PaymentStore().due(before).payments]


def test_a_new_payment_is_to_be_looked_at_two_minutes_later() -> None:
    open_payment()

    assert due("2026-11-22T09:32:00Z") == []
    assert due("2026-11-22T09:32:01Z") == [PAYMENT_ID]


@pytest.mark.parametrize(
    ("state", "intent_id", "is_due"),
    [
        (State.PENDING, None, True),
        (State.PENDING, "pi_1", True),
        (State.SUCCEEDED, "pi_1", True),  # until its order takes the money
        (State.CANCELLED, "pi_1", True),  # until its order is closed as well
        (State.CANCELLED, None, True),  # there may be an intent that nobody stored
        (State.REFUND_DUE, "pi_1", False),  # its refunds are
        (State.REFUNDED, "pi_1", False),
    ],
)
def test_a_payment_is_due_until_nothing_can_happen_to_it(
    state: State, intent_id: str | None, is_due: bool
) -> None:
    open_payment(state=state, intent_id=intent_id)

    assert due() == ([PAYMENT_ID] if is_due else [])


def test_a_payment_whose_money_is_taken_is_settled_and_stays_so() -> None:
    open_payment(state=State.SUCCEEDED, captured_minor=1999)
    writes.commit(taken(PAYMENT_ID))

    make_due(500)

    assert due() == []


def test_a_payment_can_be_looked_at_later_and_is_no_other_for_it() -> None:
    before = open_payment()

    PaymentStore().postpone(PAYMENT_ID, "2026-11-22T10:00:00Z")

    assert stored() == before
    assert due("2026-11-22T10:00:00Z") == []


def test_a_payment_is_settled_only_as_it_was_seen() -> None:
    before = open_payment(state=State.CANCELLED, intent_id="pi_1")
    now = replace(before, version=before.version + 1)
    PaymentStore().save(now)

    PaymentStore().settle(before)
    assert due() == [PAYMENT_ID]

    PaymentStore().settle(now)
    assert (due(), stored()) == ([], now)


def test_what_is_settled_is_not_brought_back_by_being_postponed() -> None:
    open_payment(state=State.REFUNDED, intent_id="pi_1")

    PaymentStore().postpone(PAYMENT_ID, LATER)
    PaymentStore().postpone("pay_of_nobody", LATER)

    assert due() == []
    assert PaymentStore().find("pay_of_nobody") is None


def test_the_oldest_come_first_wherever_they_are_in_the_index() -> None:
    ids = [f"pay_{number}" for number in range(20)]
    for number, payment_id in enumerate(ids):
        at = f"2026-11-22T09:{30 + number}:00Z"
        open_payment(id=payment_id, created_at=at, hold_until="2026-11-22T11:00:00Z")

    assert due() == ids


# Σ refunds + new ≤ captured


@pytest.mark.parametrize(
    ("already", "more", "fits"), [(0, 1999, True), (1999, 1, False), (1000, 1000, False)]
)
def test_no_refund_goes_beyond_what_was_captured_whatever_its_maker_believes(
    already: int, more: int, fits: bool
) -> None:
    """The condition is on the write (G14): a maker who reads too little is refused by the table."""
    open_payment(state=State.SUCCEEDED, captured_minor=1999, refunded_minor=already)
    believed = replace(stored(), refunded_minor=0)
    due = refund_writes(believed, RefundDraft(more, RefundReason.ADMIN))
    assert isinstance(due, tuple)

    assert (writes.commit(*due) == []) == fits
    assert stored().refunded_minor == (more if fits else already)
