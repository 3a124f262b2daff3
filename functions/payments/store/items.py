"""What stands in a payment's partition, beside its events."""

from dataclasses import fields

from pynamodb.attributes import UnicodeAttribute

from haat.money import Money
from haat.table.item import Document, Integer, Item
from payments.domain import (
    Dispute,
    DisputeStatus,
    Payment,
    Refund,
    RefundLine,
    RefundReason,
    RefundState,
    State,
)
from payments.keys import DISPUTE_SORT, PAYMENT


class PaymentPart(Item):
    """A payment, or a refund or a dispute of one."""


class PaymentItem(PaymentPart, discriminator="payment"):
    """One payment. In the index while something must still happen to it: gsi1sk is when to look."""

    order_id = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    email = UnicodeAttribute()
    amount_minor = Integer()
    currency = UnicodeAttribute()
    hold_until = UnicodeAttribute()
    created_at = UnicodeAttribute()
    updated_at = UnicodeAttribute()
    state = UnicodeAttribute()
    sequence = Integer(default=0)
    intent_id = UnicodeAttribute(null=True)
    client_secret = UnicodeAttribute(null=True)
    create_attempt = Integer(default=1)
    attempts = Integer(default=0)
    task_token = UnicodeAttribute(null=True)
    claimed_by = UnicodeAttribute(null=True)
    captured_minor = Integer(default=0)
    refunded_minor = Integer(default=0)
    returned_minor = Integer(default=0)
    refunds = Integer(default=0)


class RefundItem(PaymentPart, discriminator="refund"):
    """One refund. In the index while it is due."""

    refund_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    number = Integer()
    amount_minor = Integer()
    currency = UnicodeAttribute()
    reason = UnicodeAttribute()
    lines: Document[tuple[RefundLine, ...]] = Document(tuple[RefundLine, ...])
    shipping_minor = Integer()
    shipping_tax_minor = Integer()
    created_at = UnicodeAttribute()
    updated_at = UnicodeAttribute()
    state = UnicodeAttribute()
    attempt = Integer(default=1)
    provider_id = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)


class DisputeItem(PaymentPart, discriminator="dispute"):
    """One dispute."""

    amount_minor = Integer()
    currency = UnicodeAttribute()
    reason = UnicodeAttribute()
    status = UnicodeAttribute()
    evidence_due_by = UnicodeAttribute(null=True)
    opened_at = UnicodeAttribute()
    updated_at = UnicodeAttribute()


def to_payment(item: PaymentItem) -> Payment:
    """The payment that an item holds."""
    special = {
        "id": item.pk.removeprefix(PAYMENT.prefix),
        "amount": Money(item.amount_minor, item.currency),
        "state": State(item.state),
    }
    plain = {f.name: getattr(item, f.name) for f in fields(Payment) if f.name not in special}
    return Payment(**(plain | special))


def to_refund(item: RefundItem) -> Refund:
    """The refund that an item holds."""
    special = {
        "id": item.refund_id,
        "payment_id": item.pk.removeprefix(PAYMENT.prefix),
        "amount": Money(item.amount_minor, item.currency),
        "reason": RefundReason(item.reason),
        "state": RefundState(item.state),
    }
    plain = {f.name: getattr(item, f.name) for f in fields(Refund) if f.name not in special}
    return Refund(**(plain | special))


def to_dispute(item: DisputeItem) -> Dispute:
    """The dispute that an item holds."""
    return Dispute(
        id=item.sk.removeprefix(DISPUTE_SORT),
        payment_id=item.pk.removeprefix(PAYMENT.prefix),
        amount=Money(item.amount_minor, item.currency),
        reason=item.reason,
        status=DisputeStatus(item.status),
        evidence_due_by=item.evidence_due_by,
        opened_at=item.opened_at,
        updated_at=item.updated_at,
        version=item.version,
    )
