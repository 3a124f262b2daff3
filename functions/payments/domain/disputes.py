"""Disputes: a customer's bank asks for the money back. They are recorded; a person answers them."""

from dataclasses import dataclass, replace

from haat.money import Money
from payments.domain.provider import DisputeStatus, ProviderDispute


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute of a payment."""

    id: str
    payment_id: str
    amount: Money
    reason: str
    status: DisputeStatus
    evidence_due_by: str | None
    opened_at: str
    updated_at: str
    version: int = 1


def disputed(known: Dispute | None, told: ProviderDispute, payment_id: str, *, at: str) -> Dispute | None:
    """The dispute as it is now. None: known before, or of a time before it was closed."""
    if known is None:
        return Dispute(
            told.id, payment_id, told.amount, told.reason, told.status, told.evidence_due_by, at, at
        )
    if known.status is not DisputeStatus.OPEN:
        return None
    now = replace(
        known,
        amount=told.amount,
        reason=told.reason,
        status=told.status,
        evidence_due_by=told.evidence_due_by,
    )
    return None if now == known else replace(now, version=known.version + 1, updated_at=at)
