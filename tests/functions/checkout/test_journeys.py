"""Orders from the cart to their end, through the real state machine; afterwards everything adds up."""

import pytest

from infra.local.payments import Provider
from infra.local.payments.faults import FaultKind
from orders.domain import CancelReason, Status
from payments.gateway import StripeGateway
from payments.store import PaymentStore
from tests.functions.checkout.conftest import pay, placing_dies
from tests.support.journey import Journey, nothing, visited
from tests.support.shop import cancel, fill_cart, order_of, payment_of, place, units
from tests.support.table import ids_of

DECLINED = "pm_card_visa_chargeDeclined"


# Paid


def test_a_paid_order_is_confirmed(journey: Journey, order_id: str) -> None:
    done = journey.checkout(order_id, lambda: pay(journey, order_id))

    assert visited(done) == ["AwaitPayment", "ConfirmOrder", "Confirmed"]
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

    assert visited(done) == ["AwaitPayment", "CancelIntent", "ConfirmOrder", "Confirmed"]
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

    assert visited(done) == ["AwaitPayment", "ConfirmOrder", "CancelIntent", "ReleaseOrder", "Released"]
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


@pytest.mark.parametrize("kind", ["status_500", "status_500_after_success"])
def test_an_order_whose_intent_the_provider_failed_to_make_can_be_paid(
    journey: Journey, kind: FaultKind
) -> None:
    """The provider would repeat its failure under that key for a day: the next attempt has another."""
    version = fill_cart({"bowl": 2, "tea": 1})
    journey.provider.control.fail_next(kind, "payment_intents.create")

    statuses = [place(version).status, place(version).status]

    assert statuses == ([503, 201] if kind == "status_500" else [201, 201])
    (placed,) = ids_of("ORDER#")
    journey.relay()
    assert visited(journey.checkout(placed, lambda: pay(journey, placed)))[-1] == "Confirmed"
    assert len(journey.provider.state.ledger.intents) == 1
