"""Payments in the table, with their refunds and disputes, which share a payment's partition."""

from payments.store.disputes import DisputeStore, dispute_kept
from payments.store.items import PaymentItem, RefundItem
from payments.store.payments import (
    Due,
    PaymentChanged,
    PaymentStore,
    changed,
    decline_once,
    event,
    opened,
    provider_event_once,
    taken,
)
from payments.store.refunds import RefundStore, refund_changed, refund_due_writes, refund_event

__all__ = [
    "DisputeStore",
    "Due",
    "PaymentChanged",
    "PaymentItem",
    "PaymentStore",
    "RefundItem",
    "RefundStore",
    "changed",
    "decline_once",
    "dispute_kept",
    "event",
    "opened",
    "provider_event_once",
    "refund_changed",
    "refund_due_writes",
    "refund_event",
    "taken",
]
