"""A customer's bank asks for money back: recorded with the payment, and a person is called."""

from haat import clock
from haat.observability import count
from haat.table.markers import AlreadyApplied
from haat.table.writes import Write
from payments import domain
from payments.domain import Dispute, Payment, ProviderDispute, ProviderEvent
from payments.gateway import StripeGateway
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import DisputeStore, PaymentStore, changed, dispute_kept, event, provider_event_once

DISPUTED = "PaymentsDisputed"  # the metric that calls a person: the bank waits for an answer


class Disputes:
    """Records disputes."""

    def __init__(self) -> None:
        self._payments = PaymentStore()
        self._disputes = DisputeStore()
        self._gateway = StripeGateway()

    def apply(self, told: ProviderEvent) -> None:
        """Apply one event of the provider about a dispute, once (G6), in whatever state its payment is.

        Raises: ProviderUnavailable, PaymentContended.
        """
        once = provider_event_once(told.id)
        for _ in range(ATTEMPTS):
            step = self._step(told.dispute) if told.dispute else ()
            refusals = self._payments.commit(*step, once)
            if all(isinstance(refusal, AlreadyApplied) for refusal in refusals):
                return
        raise PaymentContended(told.id)

    def _step(self, told: ProviderDispute) -> tuple[Write, ...]:
        """What is to be written; () when it is known, or about nothing of ours."""
        payment = self._payment(told)
        if payment is None:
            return ()
        at = clock.now()
        known = self._disputes.find(payment.id, told.id)
        dispute = domain.disputed(known, told, payment.id, at=at)
        if dispute is None:
            return ()
        if known is None:
            count(DISPUTED)
        moved = domain.moved(payment, at)
        return changed(moved), dispute_kept(dispute), _event(moved, dispute)

    def _payment(self, told: ProviderDispute) -> Payment | None:
        """A dispute names the provider's intent, and only that knows our payment."""
        if not told.intent_id:
            return None
        intent = self._gateway.read_intent(told.intent_id)
        payment = self._payments.find(intent.payment_id) if intent.payment_id else None
        return payment if payment and payment.intent_id == intent.id else None


def _event(payment: Payment, dispute: Dispute) -> Write:
    return event(
        "PaymentDisputed",
        payment,
        dispute_id=dispute.id,
        disputed=dispute.amount,
        reason=dispute.reason,
        status=dispute.status,
        evidence_due_by=dispute.evidence_due_by,
    )
