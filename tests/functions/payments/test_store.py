"""Payments in the table."""

from dataclasses import replace

import pytest

from haat.money import Money
from haat.table import writes
from haat.table.meter import meter
from payments import domain
from payments.domain import State
from payments.keys import PAYMENT
from payments.store import PaymentChanged, PaymentStore, changed, event, has_succeeded, opened
from tests.support.events import data, emitted
from tests.support.payments import LATER, PAYMENT_ID, open_payment, payment, stored

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
        attempts=3, refund_id="re_1", refund_failures=2, updated_at=LATER,
    )  # fmt: skip

    assert PaymentStore().save(after) == []
    assert stored() == after


def test_a_payment_that_was_changed_meanwhile_is_not_overwritten() -> None:
    open_payment()
    cancelled = domain.cancelled(payment(), at=LATER)
    paid = domain.succeeded(payment(), at=LATER)
    assert cancelled
    assert paid

    assert PaymentStore().save(cancelled) == []
    assert PaymentStore().save(paid) == [PaymentChanged()]

    assert stored() == cancelled


def test_a_change_and_its_event_come_together_or_not_at_all() -> None:
    open_payment()
    paid = domain.succeeded(payment(), at=LATER)
    assert paid
    stale = replace(paid, version=5)

    assert PaymentChanged() in PaymentStore().save(stale, event("PaymentSucceeded", stale))
    assert emitted(PAYMENT, PAYMENT_ID) == []
    assert PaymentStore().save(paid, event("PaymentSucceeded", paid)) == []
    (told,) = emitted(PAYMENT, PAYMENT_ID)
    assert (told.name, told.sequence, told.service) == ("PaymentSucceeded", 2, "payments")
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
def test_only_money_that_is_there_passes_the_check(state: State) -> None:
    open_payment(state=state)

    refusals = writes.commit(has_succeeded(PAYMENT_ID))

    assert refusals == ([] if state is State.SUCCEEDED else [PaymentChanged()])
