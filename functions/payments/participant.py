"""How payments take part in checkout: what its transactions write, and the intent that follows them.

The auditor reads `provider_ledger` of it, and nothing else.
"""

from payments.domain import (
    Intent,
    IntentStatus,
    Outcome,
    Payment,
    PaymentNotOpen,
    ProviderUnavailable,
    State,
)
from payments.intents import Intents
from payments.keys import PAYMENT, payment_id_of
from payments.ledger import Listed, ListedIntent, ListedRefund, provider_ledger
from payments.refunds import due_writes
from payments.settlement import Settlement
from payments.store import PaymentStore, has_succeeded, opened

__all__ = [
    "PAYMENT",
    "Intent",
    "IntentStatus",
    "Intents",
    "Listed",
    "ListedIntent",
    "ListedRefund",
    "Outcome",
    "Payment",
    "PaymentNotOpen",
    "PaymentStore",
    "ProviderUnavailable",
    "Settlement",
    "State",
    "due_writes",
    "has_succeeded",
    "opened",
    "payment_id_of",
    "provider_ledger",
]
