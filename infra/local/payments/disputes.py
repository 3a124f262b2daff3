"""Disputes: opened by a cardholder's bank, answered by the merchant, decided by the bank."""

from typing import Literal

from infra.local.payments.errors import rejected
from infra.local.payments.ledger import new_id
from infra.local.payments.resources.charges import Charge
from infra.local.payments.resources.disputes import Dispute, DisputeReason, EvidenceDetails
from infra.local.payments.work import Work

ANSWER_WITHIN_S = 9 * 24 * 3600


def open_dispute(work: Work, charge: Charge, reason: DisputeReason) -> Dispute:
    """The bank takes what is left of a charge back. ApiError 400 if it is not paid, or disputed already."""
    amount_minor = charge.amount_captured - charge.amount_refunded
    if charge.disputed or amount_minor <= 0:
        raise rejected(f"Charge {charge.id} cannot be disputed.")
    charge.disputed = True
    dispute = Dispute(
        id=new_id("du"),
        amount=amount_minor,
        charge=charge.id,
        created=work.clock.now(),
        currency=charge.currency,
        evidence_details=EvidenceDetails(due_by=work.clock.now() + ANSWER_WITHIN_S),
        payment_intent=charge.payment_intent,
        reason=reason,
    )
    work.ledger.disputes.add(dispute)
    work.emit("charge.dispute.created", dispute)
    return dispute


def answer(work: Work, dispute: Dispute) -> None:
    """The merchant sends evidence."""
    _require_open(dispute)
    dispute.status, dispute.evidence_details.has_evidence = "under_review", True
    work.emit("charge.dispute.updated", dispute)


def close(work: Work, dispute: Dispute, outcome: Literal["won", "lost"]) -> None:
    """The bank decides. ApiError 400 if it has before."""
    _require_open(dispute)
    dispute.status = outcome
    work.emit("charge.dispute.closed", dispute)


def _require_open(dispute: Dispute) -> None:
    if dispute.status in ("won", "lost"):
        raise rejected(f"Dispute {dispute.id} is closed.")
