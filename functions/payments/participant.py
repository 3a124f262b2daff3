"""How payments take part in checkout: what its transactions write, and the intent that follows them.

The auditor reads `provider_ledger` of it, and nothing else.
"""

from payments.domain import (
    CHECK_S_MAX,
    HOLD_GRACE_S,
    Intent,
    IntentStatus,
    Outcome,
    Payment,
    PaymentNotOpen,
    ProviderUnavailable,
    Refund,
    RefundDraft,
    RefundLine,
    RefundReason,
    RefundState,
    RefundTooLarge,
    State,
    refund_due,
)
from payments.intents import Intents
from payments.keys import PAYMENT, payment_id_of, refund_id_of
from payments.ledger import Listed, ListedIntent, ListedRefund, provider_ledger
from payments.refunds import Refunds, refund_writes, rest_writes
from payments.settlement import Settlement
from payments.store import PaymentChanged, PaymentStore, RefundStore, opened, refund_due_writes, taken
from payments.verifying import PaymentVerifier, Verdict
from payments.view import RefundView, refund_view

__all__ = [
    "CHECK_S_MAX",
    "HOLD_GRACE_S",
    "PAYMENT",
    "Intent",
    "IntentStatus",
    "Intents",
    "Listed",
    "ListedIntent",
    "ListedRefund",
    "Outcome",
    "Payment",
    "PaymentChanged",
    "PaymentNotOpen",
    "PaymentStore",
    "PaymentVerifier",
    "ProviderUnavailable",
    "Refund",
    "RefundDraft",
    "RefundLine",
    "RefundReason",
    "RefundState",
    "RefundStore",
    "RefundTooLarge",
    "RefundView",
    "Refunds",
    "Settlement",
    "State",
    "Verdict",
    "opened",
    "payment_id_of",
    "provider_ledger",
    "refund_due",
    "refund_due_writes",
    "refund_id_of",
    "refund_view",
    "refund_writes",
    "rest_writes",
    "taken",
]
