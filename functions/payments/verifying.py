"""The provider's own word on a payment, before an order is confirmed (G7)."""

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from payments.domain import IntentStatus, State, matches
from payments.settlement import Settlement
from payments.store import PaymentStore

if TYPE_CHECKING:
    from payments.gateway import StripeGateway


class Verdict(StrEnum):
    """What a payment turned out to be."""

    PAID = "paid"
    UNPAID = "unpaid"
    MISMATCH = "mismatch"  # there is money, but not this order's


class PaymentVerifier:
    """Asks the provider."""

    def __init__(self) -> None:
        self._payments = PaymentStore()
        self._settlement = Settlement(self._payments)

    @cached_property
    def _gateway(self) -> "StripeGateway":
        from payments.gateway import StripeGateway  # heavy, as in payments.intents

        return StripeGateway()

    def verify(self, payment_id: str) -> Verdict:
        """Read the intent; amount, currency, order and customer must be the payment's. Money that has come
        is recorded, whose ever it is, so that it can go back.

        Two round trips, two more where nobody has recorded it yet. Raises: ProviderUnavailable,
        PaymentContended.
        """
        payment = self._payments.find(payment_id)
        if payment is None or payment.intent_id is None:
            return Verdict.UNPAID
        intent = self._gateway.read_intent(payment.intent_id)
        if intent.status is not IntentStatus.SUCCEEDED:
            return Verdict.UNPAID
        if payment.state is not State.SUCCEEDED:
            self._settlement.record(payment.id, intent)
        return Verdict.PAID if matches(payment, intent) else Verdict.MISMATCH
