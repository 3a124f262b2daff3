"""The provider's intent of a payment: made once, and closed before stock is given back (G4)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from haat import clock
from haat.table.writes import Write
from payments import domain
from payments.domain import Intent, IntentStatus, NothingDone, Outcome, Payment, PaymentNotOpen, State
from payments.settlement import ATTEMPTS, PaymentContended, Settlement
from payments.store import PaymentStore, event

if TYPE_CHECKING:
    from payments.gateway import StripeGateway


@dataclass(frozen=True, slots=True)
class Live:
    """A payment with a live intent; `is_new` if it was made now, and what was to be committed with it is."""

    payment: Payment
    is_new: bool


def nothing_else(_: Payment) -> tuple[Write, ...]:
    """No further writes."""
    return ()


class Intents:
    """Makes and closes intents."""

    def __init__(self, payments: PaymentStore | None = None) -> None:
        self._payments = payments or PaymentStore()
        self._settlement = Settlement(self._payments)

    @cached_property
    def _gateway(self) -> "StripeGateway":
        from payments.gateway import StripeGateway  # heavy, and who only reads or records never calls it

        return StripeGateway()

    def ensure(
        self, payment: Payment, also: Callable[[Payment], tuple[Write, ...]] = nothing_else
    ) -> Live | PaymentNotOpen:
        """The payment with a live intent, made now if it has none; `also` is committed with a new one.

        Two round trips when it is new. Raises: ProviderUnavailable, PaymentContended.
        """
        intent: Intent | None = None
        for _ in range(ATTEMPTS):
            if payment.state is not State.PENDING:
                return self._too_late(payment, intent)
            if payment.intent_id:
                return Live(payment, is_new=False)
            intent = intent or self._make(payment)
            attached = domain.attached(payment, intent, at=clock.now())
            if not self._payments.save(attached, *also(attached)):
                return Live(attached, is_new=True)
            payment = self._payments.find(payment.id) or payment
        raise PaymentContended(payment.id)

    def seen(self, payment: Payment) -> Intent | None:
        """What the provider says of a payment's intent; None: there is none. Raises: ProviderUnavailable."""
        return self._gateway.read_intent(payment.intent_id) if payment.intent_id else None

    def close(self, payment_id: str) -> Outcome:
        """Make sure that nobody can pay any more: CANCELLED. The provider may say that it is too late:
        then SUCCEEDED, and the payment wins, or PROCESSING.

        Raises: ProviderUnavailable, PaymentContended.
        """
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            if payment is None or payment.state is not State.PENDING:
                paid = payment is not None and payment.state is State.SUCCEEDED
                return Outcome.SUCCEEDED if paid else Outcome.CANCELLED
            outcome = self._close(payment)
            if outcome:
                return outcome
        raise PaymentContended(payment_id)

    def discard(self, intent_id: str) -> None:
        """Cancel an intent that is no payment's, if it still can be. Raises: ProviderUnavailable."""
        self._gateway.cancel_intent(intent_id)

    def _make(self, payment: Payment) -> Intent:
        """The payment's intent. When the provider failed to make it, the next attempt's key is stored."""
        try:
            return self._gateway.create_intent(payment)
        except NothingDone:
            self._payments.save(domain.create_failed(payment, at=clock.now()))
            raise

    def _close(self, payment: Payment) -> Outcome | None:
        """One attempt; None when the payment has changed. Without an intent yet, the cancelled payment is
        the tombstone that forbids making one."""
        if payment.intent_id:
            intent = self._gateway.cancel_intent(payment.intent_id)
            if intent.status is IntentStatus.PROCESSING:
                return Outcome.PROCESSING
            if intent.status is IntentStatus.SUCCEEDED:
                self._settlement.record(payment.id, intent)
                return None  # the payment says what that makes of it
            if intent.status is not IntentStatus.CANCELLED:
                raise domain.ProviderUnavailable(f"{intent.id} stayed open")
        cancelled = domain.cancelled(payment, at=clock.now())
        if cancelled is None or self._payments.save(cancelled, event("PaymentCancelled", cancelled)):
            return None
        if payment.intent_id is None:
            self._keep(payment.id, self._gateway.abandon(payment))
        return Outcome.CANCELLED

    def _too_late(self, payment: Payment, intent: Intent | None) -> PaymentNotOpen:
        """The payment was closed while its intent was being made: nobody may pay that one either."""
        if intent is not None:
            self._keep(payment.id, self._gateway.cancel_intent(intent.id))
        return PaymentNotOpen(payment.state)

    def _keep(self, payment_id: str, intent: Intent | None) -> None:
        """Note what became of the intent of a payment that is over: money that it took goes back."""
        if intent:
            self._settlement.record(payment_id, intent)
