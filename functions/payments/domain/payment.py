"""What a payment is and what may become of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from haat import clock
from haat.errors import Conflict
from haat.money import Money
from payments.domain.provider import Intent

CHECK_AFTER_S = 120  # when nobody has told what became of a payment, somebody goes and looks
CHECK_S_MAX = 240  # whatever is down and comes back, money is settled within five minutes of that
CHECKS_PER_AGE = 2  # the older it is the seldomer
HOLD_GRACE_S = (
    45  # after its hold, in which the saga closes an order; then the reconciler does, a minute later
)


class State(StrEnum):
    """Where a payment stands. It only moves down this list; how much went back the amounts say."""

    PENDING = "pending"  # the customer may pay
    SUCCEEDED = "succeeded"  # the provider has the money, and some of it is ours
    CANCELLED = "cancelled"  # nobody can pay any more
    REFUND_DUE = "refund_due"  # none of the money is ours: all of it is to go back
    REFUNDED = "refunded"  # all of it has gone back, or so the provider said then


class Outcome(StrEnum):
    """What ends the wait of a checkout."""

    SUCCEEDED = "succeeded"
    DECLINED = "declined"  # as often as the shop allows
    CANCELLED = "cancelled"
    PROCESSING = "processing"  # a slow method: the money may come in days
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of one order. 0 ≤ returned ≤ refunded ≤ captured (I2), in minor units of `amount`."""

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
    sequence: int = 0  # how many transitions there were, each of which an event tells
    intent_id: str | None = None  # the provider's; None until it is made
    client_secret: str | None = None  # lets the customer's browser pay the intent
    create_attempt: int = 1  # a failure of the provider is repeated under its key: the next takes another
    attempts: int = 0  # declined ones
    task_token: str | None = None  # of the checkout that waits for this payment
    claimed_by: str | None = None  # the account that has claimed a guest's order
    captured_minor: int = 0  # what the provider has taken
    refunded_minor: int = 0  # of that, what is due to go back or has gone: all refunds that have not failed
    returned_minor: int = 0  # of that, what has gone
    refunds: int = 0  # how many refunds there ever were, which is the number of the last

    @property
    def holder_id(self) -> str:
        """Whose payment it is by now."""
        return self.claimed_by or self.customer_id

    @property
    def create_key(self) -> str:
        """The provider's idempotency key for making the intent (G2)."""
        return f"order:{self.order_id}:create:{self.create_attempt}"

    @property
    def refundable_minor(self) -> int:
        """What may still be given back."""
        return self.captured_minor - self.refunded_minor


@dataclass(frozen=True, slots=True)
class PaymentNotOpen(Conflict):
    """This payment cannot be paid any more."""

    detail = "The payment is {payment_state}."
    payment_state: State


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
    """The payment with its intent. That is no transition: nothing has happened to money."""
    changed = replace(payment, intent_id=intent.id, client_secret=intent.client_secret)
    return replace(changed, version=payment.version + 1, updated_at=at)


def create_failed(payment: Payment, *, at: str) -> Payment:
    """The payment when the provider failed to make its intent: the next attempt has another key."""
    return replace(
        payment, create_attempt=payment.create_attempt + 1, version=payment.version + 1, updated_at=at
    )


def adopted(payment: Payment, intent: Intent) -> Payment:
    """The payment with the intent of a provider's event, if it has not stored one itself yet."""
    if payment.intent_id is None and intent.payment_id == payment.id:
        return replace(payment, intent_id=intent.id, client_secret=intent.client_secret)
    return payment


def succeeded(payment: Payment, received_minor: int, *, at: str) -> Payment | None:
    """The payment when its money has come in time. None: it is not open any more."""
    if payment.state is not State.PENDING:
        return None
    return moved(replace(payment, state=State.SUCCEEDED, captured_minor=received_minor), at)


def declined(payment: Payment, *, at: str) -> Payment | None:
    """The payment after one more declined card. None: it is not open any more."""
    if payment.state is not State.PENDING:
        return None
    return moved(replace(payment, attempts=payment.attempts + 1), at)


def cancelled(payment: Payment, *, at: str) -> Payment | None:
    """The payment when nobody can pay it any more. None: it is not open any more."""
    if payment.state is not State.PENDING:
        return None
    return moved(replace(payment, state=State.CANCELLED), at)


def moved(payment: Payment, at: str) -> Payment:
    """The payment after a transition: an event of this number has to tell of it."""
    return replace(payment, version=payment.version + 1, sequence=payment.sequence + 1, updated_at=at)


def outcome_of(payment: Payment) -> Outcome | None:
    """What a waiting checkout has to be told of a payment; None: it is open, go on waiting."""
    if payment.state is State.PENDING:
        return None
    return Outcome.SUCCEEDED if payment.state is State.SUCCEEDED else Outcome.CANCELLED


def outcome_of_decline(payment: Payment, *, attempts_max: int, at: str) -> Outcome | None:
    """The same after a decline: the last one if there were too many, or the hold is over."""
    is_last = payment.attempts >= attempts_max or at >= payment.hold_until
    return Outcome.DECLINED if payment.state is State.PENDING and is_last else outcome_of(payment)


def is_settled(payment: Payment) -> bool:
    """Whether nothing has to happen to a payment any more.

    One that has succeeded is settled by the order that takes its money; one that nobody can pay any more by
    whoever has seen that its order is closed as well; refunds look after themselves.
    """
    return payment.state in (State.REFUND_DUE, State.REFUNDED)


def first_check_at(created_at: str) -> str:
    """When to look whether the news of a payment or refund was missed."""
    return clock.iso(clock.seconds(created_at) + CHECK_AFTER_S)


def next_check_at(created_at: str, now_s: int) -> str:
    """When to look again: after a part of its age, once a minute at first and every four in the end."""
    age_s = now_s - clock.seconds(created_at)
    return clock.iso(now_s + min(max(age_s // CHECKS_PER_AGE, CHECK_AFTER_S // 2), CHECK_S_MAX))


def first_look_at(payment: Payment) -> str:
    """When to look first whether the news of a payment was missed."""
    return min(first_check_at(payment.created_at), closes_at(payment))


def next_look_at(payment: Payment, now_s: int) -> str:
    """When to look at a payment again: when its order has to be closed, if not before. After that whoever
    looks ends it, and if that one dies the next does."""
    if clock.iso(now_s) >= closes_at(payment):
        return clock.iso(now_s + HOLD_GRACE_S)
    return min(next_check_at(payment.created_at, now_s), closes_at(payment))


def closes_at(payment: Payment) -> str:
    """When its order has to have been closed if it is not paid."""
    return clock.iso(clock.seconds(payment.hold_until) + HOLD_GRACE_S)
