"""What the provider says happens to money, recorded once, and told to the checkout that waits for it."""

from haat import clock
from haat.faults import Transient
from haat.saga.machine import Machine
from haat.settings import PAYMENT_ATTEMPTS_MAX
from haat.table import writes
from haat.table.markers import AlreadyApplied
from payments import domain
from payments.domain import Intent, Kind, Outcome, Payment, ProviderEvent, State
from payments.store import PaymentStore, event, provider_event_once

ATTEMPTS = 4  # at a payment that others change at the same time
CHECKOUT = "checkout"


class PaymentContended(Transient):
    """Others changed the payment at every attempt: the provider will send its event again."""


class Settlement:
    """Records what happened to money."""

    def __init__(self, payments: PaymentStore | None = None, checkout: Machine | None = None) -> None:
        self._payments = payments or PaymentStore()
        self._checkout = checkout or Machine(CHECKOUT)

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
            changed, also = _change(payment, told.intent, told)
            refusals = self._payments.save(changed, *also, once) if changed else writes.commit(once)
            if all(isinstance(refusal, AlreadyApplied) for refusal in refusals):
                now = payment if refusals or changed is None else changed
                self._tell(now, _outcome(now, told.kind))
                return
        raise PaymentContended(told.id)

    def record_success(self, payment_id: str) -> None:
        """Record that the money is there; known before is fine. Raises: PaymentContended."""
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            changed = domain.succeeded(payment, at=clock.now()) if payment else None
            if changed is None or not self._payments.save(changed, event(_event_of(changed), changed)):
                return
        raise PaymentContended(payment_id)

    def resume(self, payment: Payment) -> None:
        """Tell the checkout that waits for this payment, if there is one and something to tell."""
        self._tell(payment, domain.outcome_of(payment))

    def _tell(self, payment: Payment, outcome: Outcome | None) -> None:
        if outcome and payment.task_token:
            self._checkout.resume(payment.task_token, {"outcome": outcome})


def _outcome(payment: Payment, kind: str) -> Outcome | None:
    if kind != Kind.DECLINED:
        return domain.outcome_of(payment)
    attempts_max = PAYMENT_ATTEMPTS_MAX.integer()
    return domain.outcome_of_decline(payment, attempts_max=attempts_max, at=clock.now())


def _change(
    payment: Payment, intent: Intent, told: ProviderEvent
) -> tuple[Payment | None, tuple[writes.Write, ...]]:
    """What an event makes of a payment, with the event that tells of it."""
    payment, at = domain.adopted(payment, intent), clock.now()
    if intent.id != payment.intent_id:
        return None, ()
    match told.kind:
        case Kind.SUCCEEDED:
            changed = domain.succeeded(payment, at=at)
            return changed, (event(_event_of(changed), changed),) if changed else ()
        case Kind.DECLINED:
            changed = domain.declined(payment, at=at)
            return changed, (_failed(changed, told.decline_reason),) if changed else ()
        case Kind.CANCELLED:
            changed = domain.cancelled(payment, at=at)
            return changed, (event("PaymentCancelled", changed),) if changed else ()
        case _:
            return None, ()


def _event_of(payment: Payment) -> str:
    return "RefundDue" if payment.state is State.REFUND_DUE else "PaymentSucceeded"


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
