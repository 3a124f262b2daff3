"""Orders whose money goes back, or takes its time; afterwards everything adds up."""

import pytest

from checkout.cancelling import OrderCanceller
from orders.domain import CancelReason, Status
from payments.domain import State
from payments.store import PaymentStore
from tests.functions.checkout.conftest import pay, placing_dies
from tests.support.journey import Journey, visited
from tests.support.shop import cancel, move, order_of, payment_of, units

DEBIT, FAILING_DEBIT = "pm_usBankAccount_success", "pm_usBankAccount_insufficientFunds"


# Money that goes back


def test_a_confirmed_order_that_is_cancelled_is_refunded(journey: Journey, order_id: str) -> None:
    journey.checkout(order_id, lambda: pay(journey, order_id))

    assert cancel(order_id).status == 200
    journey.relay()

    assert payment_of(order_id).state is State.REFUNDED
    assert units("bowl") == (10, 0, 0)


def test_an_admin_who_cancels_while_the_customer_does_refunds_once(journey: Journey, order_id: str) -> None:
    journey.checkout(order_id, lambda: pay(journey, order_id))

    statuses = [cancel(order_id).status, move(order_id, "cancelled").status, cancel(order_id).status]
    journey.relay()

    assert statuses == [200, 409, 409]
    assert len(journey.provider.state.ledger.refunds) == 1


@pytest.mark.parametrize("amount_minor", [6049, 6051, 100])
def test_money_that_is_not_what_the_order_costs_goes_back(
    journey: Journey, order_id: str, amount_minor: int
) -> None:
    def by_hand() -> None:
        journey.provider.state.ledger.intents[str(payment_of(order_id).intent_id)].amount = amount_minor
        pay(journey, order_id)

    done = journey.checkout(order_id, by_hand)
    journey.relay()

    assert visited(done)[-4:] == ["ConfirmOrder", "ReleaseMismatched", "RequestRefund", "Refunding"]
    assert order_of(order_id).cancel_reason is CancelReason.MISMATCH
    assert payment_of(order_id).state is State.REFUNDED


def test_money_that_comes_for_an_intent_that_nobody_stored_goes_back(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = placing_dies(journey, monkeypatch, PaymentStore, "save")
    (intent,) = journey.provider.state.ledger.intents
    journey.checkout(order_id, lambda: journey.confirm(intent.client_secret))

    journey.webhooks()
    journey.relay()

    assert order_of(order_id).status is Status.CANCELLED
    assert payment_of(order_id).state is State.REFUNDED


def test_money_that_came_while_the_order_was_released_goes_back(journey: Journey, order_id: str) -> None:
    """An operator released it by hand; the saga finds it cancelled when it wants to confirm."""

    def released_by_hand() -> None:
        pay(journey, order_id)
        OrderCanceller().release(order_id, CancelReason.ADMIN)

    done = journey.checkout(order_id, released_by_hand)
    journey.relay()

    assert visited(done) == [
        "AwaitPayment", "ConfirmOrder", "RequestRefund", "Refunding",
    ]  # fmt: skip
    assert payment_of(order_id).state is State.REFUNDED


def test_a_refund_that_fails_now_and_then_is_paid_once(journey: Journey, order_id: str) -> None:
    journey.checkout(order_id, lambda: pay(journey, order_id))
    cancel(order_id)
    journey.provider.control.fail_next("status_500", "refunds.create")
    journey.relay()
    journey.relay()  # what failed comes again

    assert payment_of(order_id).state is State.REFUNDED
    assert len(journey.provider.state.ledger.refunds) == 1


# Slow money


def test_a_bank_debit_keeps_its_hold_until_it_has_arrived(journey: Journey, order_id: str) -> None:
    def arrives() -> None:
        journey.provider.control.settle(str(payment_of(order_id).intent_id), "succeeded")
        journey.webhooks()

    done = journey.checkout(order_id, lambda: pay(journey, order_id, DEBIT), arrives)

    assert visited(done) == [
        "AwaitPayment", "CancelIntent", "AwaitSlowPayment", "ConfirmOrder", "Confirmed",
    ]  # fmt: skip


def test_a_bank_debit_that_fails_gives_the_units_back_at_once(journey: Journey, order_id: str) -> None:
    def fails() -> None:
        journey.provider.control.settle(str(payment_of(order_id).intent_id), "failed")
        journey.webhooks()

    done = journey.checkout(order_id, lambda: pay(journey, order_id, FAILING_DEBIT), fails)

    assert visited(done) == [
        "AwaitPayment", "CancelIntent", "AwaitSlowPayment", "ConfirmOrder", "CancelIntent", "ReleaseOrder",
        "Released",
    ]  # fmt: skip
    assert units("bowl") == (10, 0, 0)
