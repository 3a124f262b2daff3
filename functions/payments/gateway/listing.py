"""The provider's lists, read to their end."""

from collections.abc import Iterator
from typing import Any

import stripe

from payments.gateway.documents import intent_of
from payments.gateway.faults import fault_of
from payments.ledger import ListedIntent, ListedRefund

PAGE = 100  # the most that the provider gives at once


def intents(client: stripe.StripeClient, since_s: int) -> Iterator[ListedIntent]:
    """Every intent made since then, newest first. Raises: ProviderUnavailable."""
    for found in _all(client.v1.payment_intents, since_s):
        intent = intent_of(found)
        yield ListedIntent(
            id=intent.id,
            status=found["status"],
            amount_minor=intent.amount.amount_minor,
            received_minor=intent.received_minor,
            currency=intent.amount.currency,
            order_id=intent.order_id,
            payment_id=intent.payment_id,
            customer_id=intent.customer_id,
            created_s=found["created"],
        )


def refunds(client: stripe.StripeClient, since_s: int) -> Iterator[ListedRefund]:
    """Every refund made since then, newest first. Raises: ProviderUnavailable."""
    for found in _all(client.v1.refunds, since_s):
        yield ListedRefund(found["id"], found["payment_intent"] or "", found["amount"], found["status"])


def _all(service: Any, since_s: int) -> Iterator[Any]:
    try:
        yield from service.list({"limit": PAGE, "created": {"gte": since_s}}).auto_paging_iter()
    except stripe.StripeError as error:
        raise fault_of(error) from error
