"""What the provider says happens to money, recorded once, and told to the checkout that waits for it."""

from functools import cached_property
from typing import TYPE_CHECKING

from haat import clock
from haat.faults import Transient
from haat.money import Money
from haat.saga.machine import Machine
from haat.settings import PAYMENT_ATTEMPTS_MAX
from haat.table import writes
from haat.table.markers import AlreadyApplied
from payments import domain
from payments.domain import Intent, IntentStatus, Kind, Outcome, Payment, ProviderEvent, State
from payments.store import PaymentStore, changed, decline_once, event, provider_event_once, refund_due_writes

if TYPE_CHECKING:
    from payments.gateway import StripeGateway

ATTEMPTS = 4  # at a payment that others change at the same time
CHECKOUT = "checkout"
Step = tuple[Payment, tuple[writes.Write, ...]]
"""A payment after a change, and all that is to be written for it."""


class PaymentContended(Transient):
    """Others changed the payment at every attempt: the provider will send its event again."""


class Settlement:
    """Records what happened to money: as a webhook tells it, or as reading the provider shows it."""

    def __init__(self, payments: PaymentStore | None = None, checkout: Machine | None = None) -> None:
        self._payments = payments or PaymentStore()
        self._checkout = checkout or Machine(CHECKOUT)

    @cached_property
    def _gateway(self) -> "StripeGateway":
        from payments.gateway import StripeGateway  # heavy, and who only records never calls it

        return StripeGateway()

    def apply(self, told: ProviderEvent) -> None:
        """Apply one event of the provider, once (G6); a repeat resumes the checkout again, no more.

        Three round trips: read, write, resume. Raises: PaymentContended.
        """
        once = provider_event_once(told.id)
        for _ in range(ATTEMPTS):
            payment = self._payments.find(told.intent.payment_id) if told.intent else None
            if payment is None or told.intent is None:
                writes.commit(once)  # of something else: recorded and acknowledged
                return
            step = _step(payment, told.intent, told.kind, told.decline_reason)
            refusals = self._payments.commit(*step[1], once) if step else writes.commit(once)
            if all(isinstance(refusal, AlreadyApplied) for refusal in refusals):
                now = payment if refusals or step is None else step[0]
                self._tell(now, _outcome(now, told.kind))
                return
        raise PaymentContended(told.id)

    def record(self, payment_id: str, intent: Intent) -> Payment | None:
        """Record what reading the provider has shown, as its webhook would; known before is fine.

        Returns: the payment as it is then. Raises: PaymentContended.
        """
        kind = domain.kind_of(intent)
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            step = _step(payment, intent, kind, intent.decline_reason) if payment else None
            if payment is None or step is None:
                return payment
            refusals = self._payments.commit(*step[1])
            if all(isinstance(refusal, AlreadyApplied) for refusal in refusals):
                now = payment if refusals else step[0]
                self._tell(now, _outcome(now, kind))
                return now
        raise PaymentContended(payment_id)

    def reconcile(self, payment: Payment) -> Payment:
        """Bring a payment up to what the provider knows, whatever was lost on the way: a webhook, an intent
        that nobody stored, the word to the checkout. What stays open is looked at again later.

        Returns: the payment as it is then. Raises: ProviderUnavailable, PaymentContended.
        """
        if payment.state is State.PENDING or not domain.is_settled(payment):
            intent = self._look(payment)
            payment = (self.record(payment.id, intent) if intent else None) or payment
        if not domain.is_settled(payment):
            self._payments.postpone(payment.id, domain.next_look_at(payment, clock.now_s()))
        self.resume(payment)
        return payment

    def resume(self, payment: Payment) -> None:
        """Tell the checkout that waits for this payment, if there is one and something to tell."""
        self._tell(payment, domain.outcome_of(payment))

    def _look(self, payment: Payment) -> Intent | None:
        """The payment's intent at the provider; one of a payment that is over is cancelled."""
        if payment.state is State.SUCCEEDED:
            return None
        if payment.intent_id:
            return self._gateway.read_intent(payment.intent_id)
        found = self._gateway.find_intent(payment)
        if found and payment.state is State.CANCELLED:
            return self._gateway.cancel_intent(found.id)
        return found

    def _tell(self, payment: Payment, outcome: Outcome | None) -> None:
        if outcome and payment.task_token:
            self._checkout.resume(payment.task_token, {"outcome": outcome})


def _outcome(payment: Payment, kind: str | None) -> Outcome | None:
    if kind != Kind.DECLINED:
        return domain.outcome_of(payment)
    attempts_max = PAYMENT_ATTEMPTS_MAX.integer()
    return domain.outcome_of_decline(payment, attempts_max=attempts_max, at=clock.now())


def _step(payment: Payment, intent: Intent, kind: str | None, reason: str) -> Step | None:
    """What news of an intent makes of a payment. None: nothing, or the intent is not the payment's."""
    known, at = domain.adopted(payment, intent), clock.now()
    if intent.id != known.intent_id:
        return None
    match kind:
        case Kind.SUCCEEDED:
            return _success(known, intent, at)
        case Kind.DECLINED:
            moved = domain.declined(known, at=at)
            return (moved, (changed(moved), _failed(moved, reason), *_counted(intent))) if moved else None
        case Kind.CANCELLED:
            moved = domain.cancelled(known, at=at)
            if moved:
                return moved, (changed(moved), event("PaymentCancelled", moved))
    return _attachment(payment, intent, at)


def _success(payment: Payment, intent: Intent, at: str) -> Step | None:
    """Money that comes after the end is due to go back (G5)."""
    late = domain.came_late(payment, intent.received_minor, at=at)
    if late:
        return late[0], refund_due_writes(*late)
    moved = domain.succeeded(payment, intent.received_minor, at=at)
    if moved is None:
        return None
    captured = Money(moved.captured_minor, moved.amount.currency)
    return moved, (changed(moved), event("PaymentSucceeded", moved, captured=captured))


def _attachment(payment: Payment, intent: Intent, at: str) -> Step | None:
    """An intent that nobody stored is kept with its payment, unless that is over and can still be paid."""
    over = payment.state is not State.PENDING
    if payment.intent_id or (over and intent.status is not IntentStatus.CANCELLED):
        return None
    attached = domain.attached(payment, intent, at=at)
    return attached, (changed(attached),)


def _counted(intent: Intent) -> tuple[writes.Write, ...]:
    return (decline_once(intent.declined_charge),) if intent.declined_charge else ()


def _failed(payment: Payment, reason: str) -> writes.Write:
    return event(
        "PaymentFailed",
        payment,
        email=payment.email,
        reason=reason,
        attempt=payment.attempts,
        attempts_max=PAYMENT_ATTEMPTS_MAX.integer(),
        hold_until=payment.hold_until,
    )
