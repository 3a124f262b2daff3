"""The provider's own list of money, page by page: what the auditor and the reconciler compare ours with."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedIntent:
    """One intent of the provider's list, in the provider's words."""

    id: str
    status: str  # "succeeded", "canceled", "processing", "requires_action", …
    amount_minor: int
    received_minor: int
    currency: str  # ISO 4217, in capitals
    order_id: str  # "": it is not one of this shop's
    payment_id: str
    customer_id: str
    created_s: int


@dataclass(frozen=True, slots=True)
class ListedRefund:
    """One refund of the provider's list."""

    id: str
    intent_id: str
    amount_minor: int
    status: str  # "succeeded", "pending", "failed", "canceled", …


@dataclass(frozen=True, slots=True)
class Listed:
    """Both lists, each newest first and to be read once; a page is fetched when it is come to."""

    intents: Iterator[ListedIntent]
    refunds: Iterator[ListedRefund]


def provider_ledger(*, since_s: int = 0) -> Listed:
    """What the provider has, made since a moment (seconds since the epoch). A round trip per 100 of each.

    Reading raises: ProviderUnavailable.
    """
    from payments.gateway import (
        StripeGateway,  # heavy, and checkout, which shares the participant, never lists
    )

    gateway = StripeGateway()
    return Listed(gateway.list_intents(since_s), gateway.list_refunds(since_s))
