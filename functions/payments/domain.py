"""What a payment is and what may become of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from haat.errors import BadRequest, Conflict
from haat.faults import Transient
from haat.money import Money


class Kind(StrEnum):
    """The provider's events that move money; it has many more."""

    SUCCEEDED = "payment_intent.succeeded"
    DECLINED = "payment_intent.payment_failed"
    CANCELLED = "payment_intent.canceled"


PROVIDER_EVENTS = tuple(Kind)  # what the shop registers its webhook for; of others it need not hear


class State(StrEnum):
    """Where a payment stands. It only moves down this list."""

    PENDING = "pending"  # the customer may pay
    SUCCEEDED = "succeeded"  # the provider has the money
    CANCELLED = "cancelled"  # nobody can pay any more
    REFUND_DUE = "refund_due"  # the provider has money that is not ours
    REFUNDED = "refunded"


class Outcome(StrEnum):
    """What ends the wait of a checkout."""

    SUCCEEDED = "succeeded"
    DECLINED = "declined"  # as often as the shop allows
    CANCELLED = "cancelled"
    PROCESSING = "processing"  # a slow method: the money may come in days
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of one order."""

    id: str
    order_id: str
    customer_id: str
    email: str
    amount: Money
    hold_until: str
    created_at: str
    updated_at: str
    state: State = State.PENDING
    version: int = 1
    intent_id: str | None = None  # the provider's; None until it is made
    client_secret: str | None = None  # lets the customer's browser pay the intent
    attempts: int = 0  # declined ones
    task_token: str | None = None  # of the checkout that waits for this payment
    refund_id: str | None = None
    claimed_by: str | None = None  # the account that has claimed a guest's order
    refund_failures: int = 0  # of the provider, each of which it would repeat under its key

    @property
    def holder_id(self) -> str:
        """Whose payment it is by now."""
        return self.claimed_by or self.customer_id

    @property
    def create_key(self) -> str:
        """The provider's idempotency key for making the intent (G2)."""
        return f"order:{self.order_id}:create:1"

    @property
    def refund_key(self) -> str:
        """The provider's idempotency key for giving the money back (G2)."""
        return f"order:{self.order_id}:refund:{self.refund_failures + 1}"


class IntentStatus(StrEnum):
    """The provider's states, as far as we tell them apart."""

    OPEN = "open"  # waiting for a card, a confirmation or 3-D Secure
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


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """One webhook, verified. `intent` is None when it is about something else."""

    id: str
    kind: str  # a `Kind`, or one that means nothing here
    intent: Intent | None
    decline_reason: str


@dataclass(frozen=True, slots=True)
class WebhookRejected(BadRequest):
    """The webhook is not the provider's."""

    detail = "{reason}"
    reason: str


@dataclass(frozen=True, slots=True)
class PaymentNotOpen(Conflict):
    """This payment cannot be paid any more."""

    detail = "The payment is {payment_state}."
    payment_state: State


class ProviderUnavailable(Transient):
    """The payment provider did not answer, or was busy: whether it did what was asked is unknown."""


class NothingDone(ProviderUnavailable):
    """The provider failed, and reading it proves that nothing was done: the next attempt takes a new key."""


def matches(payment: Payment, intent: Intent) -> bool:
    """Whether an intent is this payment's: amount, currency, order, customer (G7)."""
    return (
        intent.id == payment.intent_id
        and intent.payment_id == payment.id
        and intent.order_id == payment.order_id
        and intent.customer_id == payment.customer_id
        and intent.amount == payment.amount
        and intent.received_minor == payment.amount.amount_minor
    )


def attached(payment: Payment, intent: Intent, *, at: str) -> Payment:
    """The payment with its intent."""
    return _next(replace(payment, intent_id=intent.id, client_secret=intent.client_secret), at)


def succeeded(payment: Payment, *, at: str) -> Payment | None:
    """The payment when its money has come: a refund is due if it came too late. None: known before."""
    match payment.state:
        case State.PENDING:
            return _next(replace(payment, state=State.SUCCEEDED), at)
        case State.CANCELLED:
            return _next(replace(payment, state=State.REFUND_DUE), at)
        case _:
            return None


def declined(payment: Payment, *, at: str) -> Payment | None:
    """The payment after one more declined card. None: it is not open any more."""
    if payment.state is not State.PENDING:
        return None
    return _next(replace(payment, attempts=payment.attempts + 1), at)


def cancelled(payment: Payment, *, at: str) -> Payment | None:
    """The payment when nobody can pay it any more. None: it is not open any more."""
    if payment.state is not State.PENDING:
        return None
    return _next(replace(payment, state=State.CANCELLED), at)


def refund_due(payment: Payment, *, at: str) -> Payment | None:
    """The payment when its money has to go back. None: there is none, or it is known already."""
    if payment.state is not State.SUCCEEDED:
        return None
    return _next(replace(payment, state=State.REFUND_DUE), at)


def refunded(payment: Payment, refund_id: str, *, at: str) -> Payment | None:
    """The payment when its money is on its way back. None: that was not due."""
    if payment.state is not State.REFUND_DUE:
        return None
    return _next(replace(payment, state=State.REFUNDED, refund_id=refund_id), at)


def refund_failed(payment: Payment, *, at: str) -> Payment:
    """The payment when the provider failed to give its money back: the next attempt has another key."""
    return _next(replace(payment, refund_failures=payment.refund_failures + 1), at)


def adopted(payment: Payment, intent: Intent) -> Payment:
    """The payment with the intent of a provider's event, if it has not stored one itself yet."""
    if payment.intent_id is None and intent.payment_id == payment.id:
        return replace(payment, intent_id=intent.id, client_secret=intent.client_secret)
    return payment


def outcome_of(payment: Payment) -> Outcome | None:
    """What a waiting checkout has to be told of a payment; None: it is open, go on waiting."""
    if payment.state is State.PENDING:
        return None
    return Outcome.SUCCEEDED if payment.state is State.SUCCEEDED else Outcome.CANCELLED


def outcome_of_decline(payment: Payment, *, attempts_max: int, at: str) -> Outcome | None:
    """The same after a decline: the last one if there were too many, or the hold is over."""
    is_last = payment.attempts >= attempts_max or at >= payment.hold_until
    return Outcome.DECLINED if payment.state is State.PENDING and is_last else outcome_of(payment)


def _next(payment: Payment, at: str) -> Payment:
    return replace(payment, version=payment.version + 1, updated_at=at)
