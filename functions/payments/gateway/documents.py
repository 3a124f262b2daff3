"""The provider's documents as our values, and ours as its parameters."""

from typing import Any

from haat import clock
from haat.money import Money
from payments.domain import (
    DisputeStatus,
    Intent,
    IntentStatus,
    Payment,
    ProviderDispute,
    ProviderRefund,
    Refund,
    RefundStatus,
)

_INTENT_STATUS = {
    "succeeded": IntentStatus.SUCCEEDED,
    "canceled": IntentStatus.CANCELLED,
    "processing": IntentStatus.PROCESSING,
    "requires_action": IntentStatus.NEEDS_ACTION,
}
_REFUND_STATUS = {
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}
_DISPUTE_STATUS = {
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "warning_closed": DisputeStatus.CLOSED,
    "prevented": DisputeStatus.CLOSED,
}


def intent_params(payment: Payment) -> Any:
    """What the provider is asked for when an intent is to be made."""
    return {
        "amount": payment.amount.amount_minor,
        "currency": payment.amount.currency.lower(),
        "automatic_payment_methods": {"enabled": True},
        "receipt_email": payment.email,
        "metadata": {
            "order_id": payment.order_id,
            "payment_id": payment.id,
            "customer_id": payment.customer_id,
        },
    }


def refund_params(intent_id: str, refund: Refund) -> Any:
    """What the provider is asked for when money is to go back."""
    return {
        "payment_intent": intent_id,
        "amount": refund.amount.amount_minor,
        "metadata": {
            "order_id": refund.order_id,
            "payment_id": refund.payment_id,
            "refund_id": refund.id,
        },
    }


def intent_of(document: Any) -> Intent:
    """A payment intent, from an answer of the SDK or from the JSON of an event."""
    metadata = document["metadata"]
    error = _part(document, "last_payment_error")  # null unless the last attempt failed
    return Intent(
        id=document["id"],
        client_secret=document["client_secret"],
        status=_INTENT_STATUS.get(document["status"], IntentStatus.OPEN),
        amount=Money(document["amount"], document["currency"].upper()),
        received_minor=document["amount_received"],
        order_id=_value(metadata, "order_id"),
        payment_id=_value(metadata, "payment_id"),
        customer_id=_value(metadata, "customer_id"),
        declined_charge=_value(error, "charge"),
        decline_reason=_value(error, "decline_code") or _value(error, "code"),
    )


def refund_of(document: Any) -> ProviderRefund:
    """A refund, from an answer of the SDK or from the JSON of an event."""
    status = _REFUND_STATUS.get(document["status"], RefundStatus.PENDING)
    failure = _value(document, "failure_reason") or document["status"]
    return ProviderRefund(
        id=document["id"],
        status=status,
        refund_id=_value(_part(document, "metadata"), "refund_id"),
        failure=failure if status is RefundStatus.FAILED else "",
    )


def dispute_of(document: Any) -> ProviderDispute:
    """A dispute, from the JSON of an event."""
    due_by_s = _value(_part(document, "evidence_details"), "due_by")
    return ProviderDispute(
        id=document["id"],
        intent_id=_value(document, "payment_intent"),
        amount=Money(document["amount"], document["currency"].upper()),
        reason=document["reason"],
        status=_DISPUTE_STATUS.get(document["status"], DisputeStatus.OPEN),
        evidence_due_by=clock.iso(int(due_by_s)) if due_by_s else None,
    )


def _part(document: Any, key: str) -> Any:
    """A member that is a document; an empty one where it is null, or not there. The SDK has no `get`."""
    if key in document and document[key] is not None:
        return document[key]
    return {}


def _value(document: Any, key: str) -> str:
    return str(document[key] or "") if key in document else ""
