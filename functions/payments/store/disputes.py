"""Disputes in the table, each an item of its payment."""

from haat.table import reads, writes
from payments.domain import Dispute
from payments.keys import DISPUTE_SORT, PAYMENT
from payments.store.items import DisputeItem, to_dispute
from payments.store.payments import PaymentChanged


class DisputeStore:
    """Disputes; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, payment_id: str, dispute_id: str) -> Dispute | None:
        """One dispute. One consistent read."""
        item = reads.find(DisputeItem, PAYMENT.key(payment_id), DISPUTE_SORT + dispute_id, consistent=True)
        return to_dispute(item) if item else None


def dispute_kept(dispute: Dispute) -> writes.Write:
    """The write that keeps a dispute as it is now, if nobody changed it before."""
    item = DisputeItem(
        pk=PAYMENT.key(dispute.payment_id),
        sk=DISPUTE_SORT + dispute.id,
        amount_minor=dispute.amount.amount_minor,
        currency=dispute.amount.currency,
        reason=dispute.reason,
        status=dispute.status.value,
        evidence_due_by=dispute.evidence_due_by,
        opened_at=dispute.opened_at,
        updated_at=dispute.updated_at,
        version=dispute.version,
    )
    new = DisputeItem.pk.does_not_exist()
    unchanged = new if dispute.version == 1 else DisputeItem.version == dispute.version - 1
    return writes.put(item, when=unchanged, refused=lambda _: PaymentChanged())
