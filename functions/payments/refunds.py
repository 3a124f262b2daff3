"""Money that has to go back: first it is due, in the table; then the provider pays it, with a stored key."""

from functools import cached_property
from typing import TYPE_CHECKING

from haat import clock
from haat.table.writes import Write
from payments import domain
from payments.domain import NothingDone, Payment, State
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import PaymentStore, changed, event

if TYPE_CHECKING:
    from payments.gateway import StripeGateway


class Refunds:
    """Requests and pays refunds of whole payments."""

    def __init__(self, payments: PaymentStore | None = None) -> None:
        self._payments = payments or PaymentStore()

    @cached_property
    def _gateway(self) -> "StripeGateway":
        from payments.gateway import StripeGateway  # heavy, and who only requests a refund never calls it

        return StripeGateway()

    def request(self, payment_id: str) -> None:
        """Mark the money of a succeeded payment as due to go back. Raises: PaymentContended."""
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            due = due_writes(payment) if payment else ()
            if not due or not self._payments.commit(*due):
                return
        raise PaymentContended(payment_id)

    def pay(self, payment_id: str) -> None:
        """Give back money that is due, once. Raises: ProviderUnavailable, PaymentContended."""
        for _ in range(ATTEMPTS):
            payment = self._payments.find(payment_id)
            if payment is None or payment.state is not State.REFUND_DUE or payment.intent_id is None:
                return
            refund_id = self._pay(payment, payment.intent_id)
            paid = domain.refunded(payment, refund_id, at=clock.now())
            if paid is None or not self._payments.save(paid, event("PaymentRefunded", paid)):
                return
        raise PaymentContended(payment_id)

    def _pay(self, payment: Payment, intent_id: str) -> str:
        try:
            return self._gateway.refund(intent_id, payment.refund_key)
        except NothingDone:
            self._payments.save(domain.refund_failed(payment, at=clock.now()))
            raise


def due_writes(payment: Payment) -> tuple[Write, ...]:
    """The writes that mark a payment's money as due to go back; () when there is none."""
    due = domain.refund_due(payment, at=clock.now())
    return (changed(due), event("RefundDue", due)) if due else ()
