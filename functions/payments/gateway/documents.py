"""The provider's documents as our values."""

from typing import Any

from haat.money import Money
from payments.domain import Intent, IntentStatus

_STATUS = {
    "succeeded": IntentStatus.SUCCEEDED,
    "canceled": IntentStatus.CANCELLED,
    "processing": IntentStatus.PROCESSING,
}


def intent_of(document: Any) -> Intent:
    """A payment intent, from an answer of the SDK or from the JSON of an event."""
    metadata = document["metadata"]
    return Intent(
        id=document["id"],
        client_secret=document["client_secret"],
        status=_STATUS.get(document["status"], IntentStatus.OPEN),
        amount=Money(document["amount"], document["currency"].upper()),
        received_minor=document["amount_received"],
        order_id=_value(metadata, "order_id"),
        payment_id=_value(metadata, "payment_id"),
        customer_id=_value(metadata, "customer_id"),
    )


def _value(metadata: Any, key: str) -> str:
    return str(metadata[key]) if key in metadata else ""
