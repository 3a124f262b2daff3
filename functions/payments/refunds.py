"""Money that has to go back: first it is due, in the table; then the provider pays it, with a stored key."""

from functools import cached_property
from typing import TYPE_CHECKING

from haat import clock
from haat.observability import count
from haat.table.markers import AlreadyApplied
from haat.table.writes import Write
from payments import domain
from payments.domain import (
    NothingDone,
    Payment,
    ProviderEvent,
    ProviderRefund,
    Refund,
    RefundDraft,
    RefundReason,
    RefundState,
    RefundStatus,
    RefundTooLarge,
)
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import (
    PaymentStore,
    RefundStore,
    changed,
    provider_event_once,
    refund_changed,
    refund_due_writes,
    refund_event,
)

if TYPE_CHECKING:
    from payments.gateway import StripeGateway

FAILED = "RefundsFailed"  # the metric that calls a person: the money is with us, and the customer waits


class Refunds:
    """Requests and pays refunds."""

    def __init__(self, payments: PaymentStore | None = None, refunds: RefundStore | None = None) -> None:
        self._payments = payments or PaymentStore()
        self._refunds = refunds or RefundStore()

    @cached_property
    def _gateway(self) -> "StripeGateway":
        from payments.gateway import StripeGateway  # heavy, and who only requests a refund never calls it

        return StripeGateway()

    def request(self, payment_id: str, reason: RefundReason = RefundReason.NO_ORDER) -> None:
        """Mark what is left of a payment's money as due to go back. Raises: PaymentContended."""
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            due = rest_writes(payment, reason) if payment else ()
            if not due or not self._payments.commit(*due):
                return
        raise PaymentContended(payment_id)

    def pay(self, refund_id: str) -> None:
        """Give back money that is due, once; or learn what became of it, if the provider is at it already.

        Raises: ProviderUnavailable, PaymentContended.
        """
        told: ProviderRefund | None = None
        for _ in range(ATTEMPTS):
            found = self._refunds.find(refund_id)
            if found is None or found[1].state is not RefundState.DUE or found[0].intent_id is None:
                return None
            told = told or self._ask(found[0].intent_id, found[1])
            step = _step(*found, told)
            if not self._payments.commit(*step):
                return self._look_again(found[1], told)
        raise PaymentContended(refund_id)

    def apply(self, told: ProviderEvent) -> None:
        """Apply one event of the provider about a refund, once (G6): it may fail long after it was paid.

        Raises: PaymentContended.
        """
        once = provider_event_once(told.id)
        for _ in range(ATTEMPTS):
            found = self._refunds.find(told.refund.refund_id) if told.refund else None
            step = _step(*found, told.refund) if found and told.refund else ()
            refusals = self._payments.commit(*step, once)
            if all(isinstance(refusal, AlreadyApplied) for refusal in refusals):
                return
        raise PaymentContended(told.id)

    def _ask(self, intent_id: str, refund: Refund) -> ProviderRefund:
        """What the provider makes of a refund, or has made of it. It is asked for one it knows only once."""
        try:
            known = self._gateway.find_refund(intent_id, refund) if refund.provider_id else None
            return known or self._gateway.refund(intent_id, refund)
        except NothingDone:
            self._refunds.save(domain.refund_attempt_failed(refund, at=clock.now()))
            raise

    def _look_again(self, refund: Refund, told: ProviderRefund) -> None:
        if told.status is RefundStatus.PENDING:
            self._refunds.postpone(refund.id, domain.next_check_at(refund.created_at, clock.now_s()))


def refund_writes(payment: Payment, draft: RefundDraft) -> tuple[Write, ...] | RefundTooLarge:
    """The writes that make a refund due, with its event; refused as PaymentChanged."""
    due = domain.refund_due(payment, draft, at=clock.now())
    return due if isinstance(due, RefundTooLarge) else refund_due_writes(*due)


def rest_writes(payment: Payment, reason: RefundReason) -> tuple[Write, ...]:
    """The writes that make all that is left of a payment's money due to go back; () when there is none."""
    if payment.refundable_minor == 0:
        return ()
    due = refund_writes(payment, domain.rest(payment, reason))
    return () if isinstance(due, RefundTooLarge) else due


def _step(payment: Payment, refund: Refund, told: ProviderRefund) -> tuple[Write, ...]:
    """What is to be written when the provider says this of a refund; () when it is known."""
    at = clock.now()
    match told.status:
        case RefundStatus.SUCCEEDED:
            paid = domain.refund_paid(payment, refund, told.id, at=at)
            return _moved("PaymentRefunded", *paid, email=payment.email) if paid else ()
        case RefundStatus.FAILED:
            failed = domain.refund_failed(payment, refund, told, at=at)
            return _failed(*failed) if failed else ()
        case RefundStatus.PENDING:
            pending = domain.refund_pending(refund, told.id, at=at)
            return (refund_changed(pending),) if pending else ()


def _failed(payment: Payment, refund: Refund) -> tuple[Write, ...]:
    count(FAILED)
    return _moved("RefundFailed", payment, refund, failure=refund.failure)


def _moved(name: str, payment: Payment, refund: Refund, **more: object) -> tuple[Write, ...]:
    return changed(payment), refund_changed(refund), refund_event(name, payment, refund, **more)
