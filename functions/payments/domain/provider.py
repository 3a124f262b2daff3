"""What the provider says: of the money of one payment, of refunds and disputes, and in its events."""

from dataclasses import dataclass
from enum import StrEnum

from haat.errors import BadRequest
from haat.faults import Transient
from haat.money import Money


class Kind(StrEnum):
    """The provider's events that move money; it has many more."""

    SUCCEEDED = "payment_intent.succeeded"
    DECLINED = "payment_intent.payment_failed"
    CANCELLED = "payment_intent.canceled"
    REFUND_UPDATED = "refund.updated"
    REFUND_FAILED = "refund.failed"
    DISPUTE_CREATED = "charge.dispute.created"
    DISPUTE_UPDATED = "charge.dispute.updated"
    DISPUTE_CLOSED = "charge.dispute.closed"


class IntentStatus(StrEnum):
    """The provider's states, as far as we tell them apart."""

    OPEN = "open"  # waiting for a card or a confirmation
    NEEDS_ACTION = "needs_action"  # of the customer: 3-D Secure
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Intent:
    """What the provider says about the money of one payment."""

    id: str
    client_secret: str
    status: IntentStatus
    amount: Money
    received_minor: int
    order_id: str
    payment_id: str
    customer_id: str
    declined_charge: str = ""  # the last attempt, if it was declined and a card was charged
    decline_reason: str = ""  # the provider's code of it


class RefundStatus(StrEnum):
    """The provider's states, as far as we tell them apart."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """What the provider says about one refund."""

    id: str  # empty if it refused to make one
    status: RefundStatus
    refund_id: str  # ours, which it carries; empty if it is not ours
    failure: str = ""  # the provider's code


class DisputeStatus(StrEnum):
    """How far a dispute is, as far as we tell that apart."""

    OPEN = "open"  # evidence is wanted, or being weighed
    WON = "won"
    LOST = "lost"
    CLOSED = "closed"  # without a dispute having come of an inquiry


@dataclass(frozen=True, slots=True)
class ProviderDispute:
    """What the provider says about one dispute."""

    id: str
    intent_id: str  # of the payment; empty for a charge without an intent
    amount: Money
    reason: str  # the provider's code
    status: DisputeStatus
    evidence_due_by: str | None  # when an answer has to be there


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """One webhook, verified. What it is about is None when it is about something else."""

    id: str
    kind: str  # a `Kind`, or one that means nothing here
    intent: Intent | None
    decline_reason: str
    refund: ProviderRefund | None = None
    dispute: ProviderDispute | None = None


@dataclass(frozen=True, slots=True)
class WebhookRejected(BadRequest):
    """The webhook is not the provider's."""

    detail = "{reason}"
    reason: str


class ProviderUnavailable(Transient):
    """The payment provider did not answer, or was busy: whether it did what was asked is unknown."""


class NothingDone(ProviderUnavailable):
    """The provider failed, and reading it proves that nothing was done: the next attempt takes a new key."""


def kind_of(intent: Intent) -> Kind | None:
    """The event that would tell what an intent says now; None while it waits or is on its way."""
    match intent.status:
        case IntentStatus.SUCCEEDED:
            return Kind.SUCCEEDED
        case IntentStatus.CANCELLED:
            return Kind.CANCELLED
        case IntentStatus.OPEN if intent.declined_charge:
            return Kind.DECLINED
        case _:
            return None
