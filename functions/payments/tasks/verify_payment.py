"""VerifyPayment: what the provider itself says, before an order is confirmed (G7)."""

from enum import StrEnum

import msgspec

from haat.saga import task
from payments import manifest
from payments.domain import IntentStatus, State, matches
from payments.gateway import StripeGateway
from payments.settlement import Settlement
from payments.store import PaymentStore


class Verdict(StrEnum):
    """What a payment turned out to be."""

    PAID = "paid"
    UNPAID = "unpaid"
    MISMATCH = "mismatch"  # there is money, but not this order's


class Given(msgspec.Struct):
    """Whose payment."""

    payment_id: str


class Verified(msgspec.Struct):
    """What the machine branches on."""

    outcome: Verdict


@task(manifest.VERIFY_PAYMENT)
def handler(given: Given, payments: PaymentStore, gateway: StripeGateway, settlement: Settlement) -> Verified:
    """Read the intent at the provider; amount, currency, order and customer must be the payment's."""
    payment = payments.find(given.payment_id)
    if payment is None or payment.intent_id is None:
        return Verified(Verdict.UNPAID)
    intent = gateway.read_intent(payment.intent_id)
    if intent.status is not IntentStatus.SUCCEEDED:
        return Verified(Verdict.UNPAID)
    if payment.state is not State.SUCCEEDED:
        settlement.record(payment.id, intent)
    return Verified(Verdict.PAID if matches(payment, intent) else Verdict.MISMATCH)
