"""Looking at the provider for what it may have done: by our ids in what it made."""

import stripe

from haat import clock
from payments.domain import Intent, IntentStatus, Payment, ProviderRefund, Refund, RefundStatus
from payments.gateway.documents import intent_of, refund_of

PAGE = 100
SLACK_S = 300  # between our clock and the provider's
_FIRST = (
    IntentStatus.SUCCEEDED,
    IntentStatus.PROCESSING,
    IntentStatus.NEEDS_ACTION,
    IntentStatus.OPEN,
    IntentStatus.CANCELLED,
)


def intent(client: stripe.StripeClient, payment: Payment) -> Intent | None:
    """The intent that carries a payment's id, among all that were made since; of several the furthest."""
    since_s = clock.seconds(payment.created_at) - SLACK_S
    listed = client.v1.payment_intents.list({"created": {"gte": since_s}, "limit": PAGE})
    known = (intent_of(document) for document in listed.auto_paging_iter())
    ours = [intent for intent in known if intent.payment_id == payment.id]
    return min(ours, key=lambda intent: _FIRST.index(intent.status), default=None)


def refund(client: stripe.StripeClient, intent_id: str, refund: Refund) -> ProviderRefund | None:
    """The refund of an intent that carries our refund's id; one that failed only if there is no other."""
    listed = client.v1.refunds.list({"payment_intent": intent_id, "limit": PAGE})
    known = (refund_of(document) for document in listed.auto_paging_iter())
    ours = [found for found in known if found.refund_id == refund.id]
    return min(ours, key=lambda found: found.status is RefundStatus.FAILED, default=None)
