"""Orders from the cart to their end, through the real state machine; afterwards everything adds up."""

from collections.abc import Iterator

import pytest

from checkout.cancelling import OrderCanceller
from infra.local.payments import Provider
from orders.domain import CancelReason, Status
from payments.domain import State
from payments.gateway import StripeGateway
from payments.store import PaymentStore
from tests.support.audit import audit
from tests.support.crash import Killed, die
from tests.support.journey import Journey, nothing, visited
from tests.support.machine import Machines
from tests.support.shop import cancel, fill_cart, move, order_of, ordered, payment_of, place, units
from tests.support.table import ids_of

CART = {"bowl": 2, "tea": 1}
RECEIVED = {"bowl": 10, "tea": 10, "lamp": 2}
DECLINED, DEBIT, FAILING_DEBIT = (
    "pm_card_visa_chargeDeclined", "pm_usBankAccount_success", "pm_usBankAccount_insufficientFunds",
)  # fmt: skip


@pytest.fixture
def journey(shop: None, provider: Provider, machines: Machines) -> Iterator[Journey]:
    """At the end whatever is due has been paid, and everything adds up."""
    journey = Journey(provider, machines)
    with journey.clock():
        yield journey
        journey.webhooks()
        journey.relay()
        audit(provider, RECEIVED)


@pytest.fixture
def order_id(journey: Journey) -> str:
    """An order whose saga has started."""
    placed = ordered(CART)
    journey.relay()
    return placed


def pay(journey: Journey, order_id: str, method: str = "pm_card_visa") -> None:
    """The customer pays, and the provider tells of it."""
    journey.pay(order_id, method)
    journey.webhooks()


def placing_dies(journey: Journey, monkeypatch: pytest.MonkeyPatch, where: type, call: str) -> str:
    """The id of an order whose placing died there; its customer never comes back."""
    with monkeypatch.context() as patch:
        patch.setattr(where, call, lambda *_: die())
        with pytest.raises(Killed):
            place(fill_cart(CART))
    (order_id,) = ids_of("ORDER#")
    journey.relay()
    return order_id


# Paid


def test_a_paid_order_is_confirmed(journey: Journey, order_id: str) -> None:
    done = journey.checkout(order_id, lambda: pay(journey, order_id))

    assert visited(done) == ["AwaitPayment", "VerifyPayment", "ConfirmOrder", "Confirmed"]
    assert order_of(order_id).status is Status.CONFIRMED
    assert units("bowl") == (8, 0, 2)


def test_a_customer_who_pays_before_anybody_waits_is_not_left_waiting(
    journey: Journey, order_id: str
) -> None:
    pay(journey, order_id)

    assert visited(journey.checkout(order_id, nothing))[-1] == "Confirmed"


def test_an_order_is_paid_after_some_declines(journey: Journey, order_id: str) -> None:
    def tries() -> None:
        for method in (DECLINED, DECLINED, "pm_card_visa"):
            pay(journey, order_id, method)

    assert visited(journey.checkout(order_id, tries))[-1] == "Confirmed"
    assert payment_of(order_id).attempts == 2


def test_webhooks_in_the_wrong_order_and_ten_times_each_confirm_once(journey: Journey, order_id: str) -> None:
    def tries() -> None:
        journey.pay(order_id, DECLINED)
        journey.pay(order_id)
        journey.webhooks(copies=10, newest_first=True)

    assert visited(journey.checkout(order_id, tries))[-1] == "Confirmed"
    assert order_of(order_id).version == 2


def test_money_whose_webhook_never_came_is_found_at_the_deadline(journey: Journey, order_id: str) -> None:
    """The provider says that it is too late to cancel: the payment wins."""
    done = journey.checkout(order_id, lambda: journey.pay(order_id))

    assert visited(done) == ["AwaitPayment", "CancelIntent", "VerifyPayment", "ConfirmOrder", "Confirmed"]
    assert order_of(order_id).status is Status.CONFIRMED


def test_a_provider_that_fails_now_and_then_changes_nothing(
    journey: Journey, order_id: str, provider: Provider
) -> None:
    def fail() -> None:
        journey.pay(order_id)
        provider.control.fail_next("status_429", "payment_intents.*", times=3)

    assert visited(journey.checkout(order_id, fail))[-1] == "Confirmed"


# Not paid


def test_an_order_declined_too_often_is_closed(
    journey: Journey, order_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMENT_ATTEMPTS_MAX", "2")

    def tries() -> None:
        for _ in range(2):
            pay(journey, order_id, DECLINED)

    done = journey.checkout(order_id, tries)

    assert visited(done) == ["AwaitPayment", "CancelIntent", "ReleaseOrder", "Released"]
    assert order_of(order_id).cancel_reason is CancelReason.DECLINED
    assert units("bowl") == (10, 0, 0)


def test_an_order_that_nobody_pays_expires(journey: Journey, order_id: str) -> None:
    done = journey.checkout(order_id, nothing)

    assert visited(done) == ["AwaitPayment", "CancelIntent", "ReleaseOrder", "Released"]
    assert order_of(order_id).cancel_reason is CancelReason.EXPIRED
    assert units("bowl") == (10, 0, 0)


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "no webhook"])
def test_an_order_that_its_customer_cancels_is_released_once(
    journey: Journey, order_id: str, *, webhook: bool
) -> None:
    def change_of_mind() -> None:
        assert cancel(order_id).status == 200
        if webhook:
            journey.webhooks()

    done = journey.checkout(order_id, change_of_mind)

    assert visited(done)[-1] == "Released"
    assert order_of(order_id).cancel_reason is CancelReason.CUSTOMER
    assert order_of(order_id).version == 2


def test_an_intent_cancelled_at_the_provider_by_hand_closes_the_order(
    journey: Journey, order_id: str
) -> None:
    def by_hand() -> None:
        StripeGateway().cancel_intent(str(payment_of(order_id).intent_id))
        journey.webhooks()

    assert visited(journey.checkout(order_id, by_hand))[-1] == "Released"


def test_a_customer_who_cancels_while_paying_gets_what_was_paid_for(journey: Journey, order_id: str) -> None:
    def both() -> None:
        journey.pay(order_id)
        assert cancel(order_id).status == 409
        journey.webhooks()

    assert visited(journey.checkout(order_id, both))[-1] == "Confirmed"


def test_an_order_whose_placing_died_expires(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    order_id = placing_dies(journey, monkeypatch, StripeGateway, "create_intent")

    assert visited(journey.checkout(order_id, nothing))[-1] == "Released"


def test_an_order_whose_placing_died_with_its_intent_made_expires_and_leaves_nothing_to_pay(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = placing_dies(journey, monkeypatch, PaymentStore, "save")

    assert visited(journey.checkout(order_id, nothing))[-1] == "Released"
    assert [intent.status for intent in journey.provider.state.ledger.intents] == ["canceled"]


def test_an_order_whose_placing_died_is_cancelled_by_its_customer_and_leaves_nothing_to_pay(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = placing_dies(journey, monkeypatch, PaymentStore, "save")

    assert visited(journey.checkout(order_id, lambda: cancel(order_id)))[-1] == "Released"


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

    assert visited(done)[-4:] == ["VerifyPayment", "ReleaseMismatched", "RequestRefund", "Refunding"]
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
        "AwaitPayment", "VerifyPayment", "ConfirmOrder", "RequestRefund", "Refunding",
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
        "AwaitPayment", "CancelIntent", "AwaitSlowPayment", "VerifyPayment", "ConfirmOrder", "Confirmed",
    ]  # fmt: skip


def test_a_bank_debit_that_fails_gives_the_units_back_at_once(journey: Journey, order_id: str) -> None:
    def fails() -> None:
        journey.provider.control.settle(str(payment_of(order_id).intent_id), "failed")
        journey.webhooks()

    done = journey.checkout(order_id, lambda: pay(journey, order_id, FAILING_DEBIT), fails)

    assert visited(done) == [
        "AwaitPayment", "CancelIntent", "AwaitSlowPayment", "CancelIntent", "ReleaseOrder", "Released",
    ]  # fmt: skip
    assert units("bowl") == (10, 0, 0)
