"""The gateway with the real SDK, against the stand-in provider."""

import pytest
import stripe

from haat import clock
from haat.money import Money
from haat.table.meter import meter
from infra.local.payments import Browser, Provider
from infra.local.payments.idempotency import Answers
from payments.domain import IntentStatus, matches
from payments.gateway import KEYS_KEPT_S, StripeGateway
from tests.support.payments import ORDER_ID, PAYMENT_ID, payment, refund, young
from tests.support.provider import operations

PAID, DECLINED = "pm_card_visa", "pm_card_visa_chargeDeclined"
DEBIT = "pm_usBankAccount_success"


def test_an_intent_carries_what_the_payment_says(provider: Provider) -> None:
    asked = payment()

    intent = StripeGateway().create_intent(asked)

    known = provider.state.ledger.intents[intent.id]
    assert (known.amount, known.currency, known.receipt_email) == (1999, "eur", "ada@example.com")
    assert known.metadata == {
        "order_id": asked.order_id, "payment_id": asked.id, "customer_id": asked.customer_id,
    }  # fmt: skip
    assert (intent.order_id, intent.payment_id, intent.customer_id) == (
        asked.order_id, asked.id, asked.customer_id,
    )  # fmt: skip
    assert (intent.status, intent.amount, intent.received_minor) == (IntentStatus.OPEN, Money(1999, "EUR"), 0)
    assert intent.client_secret.startswith(f"{intent.id}_secret_")


def test_making_an_intent_carries_the_stored_key_and_a_repeat_gets_the_same_intent(
    provider: Provider,
) -> None:
    first, second = StripeGateway().create_intent(young()), StripeGateway().create_intent(young())

    assert first == second
    assert operations(provider, "payment_intents.create") == [(200, payment().create_key)] * 2
    assert len(provider.state.ledger.intents) == 1


@pytest.mark.parametrize(
    ("method", "status", "received_minor"),
    [
        (PAID, IntentStatus.SUCCEEDED, 1999),
        (DECLINED, IntentStatus.OPEN, 0),
        ("pm_card_threeDSecure2Required", IntentStatus.NEEDS_ACTION, 0),
        (DEBIT, IntentStatus.PROCESSING, 0),
    ],
)
def test_reading_an_intent_says_how_far_the_money_is(
    provider: Provider, method: str, status: IntentStatus, received_minor: int
) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, method, "https://shop.test")

    read = StripeGateway().read_intent(intent.id)

    assert (read.status, read.received_minor) == (status, received_minor)


def test_a_paid_intent_is_its_payments(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, PAID, "https://shop.test")

    assert matches(payment(intent_id=intent.id), StripeGateway().read_intent(intent.id))


def test_an_intent_of_somebody_else_has_no_ids_of_ours(provider: Provider) -> None:
    StripeGateway().create_intent(payment())
    (known,) = provider.state.ledger.intents
    known.metadata = {}

    read = StripeGateway().read_intent(known.id)

    assert (read.order_id, read.payment_id, read.customer_id) == ("", "", "")


def test_cancelling_twice_is_the_same_as_once(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())

    assert StripeGateway().cancel_intent(intent.id).status is IntentStatus.CANCELLED
    assert StripeGateway().cancel_intent(intent.id).status is IntentStatus.CANCELLED


@pytest.mark.parametrize(
    ("method", "status"), [(PAID, IntentStatus.SUCCEEDED), (DEBIT, IntentStatus.PROCESSING)]
)
def test_what_is_paid_or_on_its_way_cannot_be_cancelled_and_says_so(
    provider: Provider, method: str, status: IntentStatus
) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, method, "https://shop.test")

    assert StripeGateway().cancel_intent(intent.id).status is status


def test_a_refund_gives_its_amount_back_once_under_its_key(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, PAID, "https://shop.test")

    first = StripeGateway().refund(intent.id, refund(500))
    second = StripeGateway().refund(intent.id, refund(500))

    assert first == second
    (known,) = provider.state.ledger.refunds
    assert (known.id, known.amount) == (first.id, 500)
    assert known.metadata == {"order_id": ORDER_ID, "payment_id": PAYMENT_ID, "refund_id": refund().id}
    assert operations(provider, "refunds.create") == [(200, refund().key)] * 2


def test_money_that_went_back_already_is_not_sent_again_under_another_key(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, PAID, "https://shop.test")
    first = StripeGateway().refund(intent.id, refund())

    assert StripeGateway().refund(intent.id, refund(attempt=2)) == first
    assert len(provider.state.ledger.refunds) == 1


def test_every_call_to_the_provider_is_counted_once(provider: Provider) -> None:
    intent = StripeGateway().create_intent(young())
    meter.reset()

    StripeGateway().create_intent(young())
    StripeGateway().read_intent(intent.id)
    StripeGateway().cancel_intent(intent.id)

    assert meter.calls == ["stripe.create_intent", "stripe.read_intent", "stripe.cancel_intent"]


def test_the_secret_is_read_once_per_process(provider: Provider) -> None:
    StripeGateway().create_intent(payment())
    StripeGateway().create_intent(payment())

    assert meter.calls.count("secretsmanager.GetSecretValue") == 1


def test_what_the_provider_will_never_take_is_no_outage(provider: Provider) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        StripeGateway().create_intent(payment(amount=Money(1999, "XXX")))
    with pytest.raises(stripe.InvalidRequestError):
        StripeGateway().cancel_intent("pi_of_nobody")


def test_the_sdk_writes_nothing_to_the_disk_and_tells_nothing_of_the_machine(provider: Provider) -> None:
    StripeGateway().create_intent(payment())

    assert not stripe.enable_telemetry


# What is older than the provider keeps keys


def test_an_old_payment_gets_the_intent_it_had_though_the_provider_has_forgotten_its_key(
    provider: Provider,
) -> None:
    made = young()
    first = StripeGateway().create_intent(made)
    provider.state.answers = Answers()

    long_after = clock.now_s() + KEYS_KEPT_S + 1
    with clock.set_to(lambda: long_after):
        assert StripeGateway().create_intent(made) == first
    assert len(provider.state.ledger.intents) == 1


def test_an_old_refund_is_not_made_again_though_the_provider_has_forgotten_its_key(
    provider: Provider,
) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, PAID, "https://shop.test")
    asked = refund(500)
    first = StripeGateway().refund(intent.id, asked)
    provider.state.answers = Answers()

    long_after = clock.now_s() + KEYS_KEPT_S + 1
    with clock.set_to(lambda: long_after):
        assert StripeGateway().refund(intent.id, asked) == first
    assert len(provider.state.ledger.refunds) == 1
