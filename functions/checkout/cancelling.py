"""Undoing an order: first nobody can pay it any more, then its units go back (G4); paid money is refunded."""

from collections.abc import Callable

from checkout import couponing
from checkout.allocating import moving
from checkout.domain import PaymentUnderway
from haat import clock
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.table import writes
from inventory import participant as inventory
from orders import participant as orders
from orders.participant import CancelReason, Order, OrderMoveNotAllowed, Status
from payments import participant as payments
from payments.participant import Outcome, RefundReason

ATTEMPTS = 4  # at an order that others move at the same time


Also = Callable[[Order, Order], tuple[writes.Write, ...]]
"""What is to be committed with a cancelled order: as it was and as it is."""


class OrderContended(Transient):
    """Others moved the order at every attempt."""


class OrderCanceller:
    """Cancels orders, pending or confirmed."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()
        self._intents = payments.Intents()
        self._settlement = payments.Settlement()

    def cancel(
        self, order: Order, reason: CancelReason, also: Also
    ) -> Order | OrderMoveNotAllowed | PaymentUnderway | AlreadyAnswered:
        """Cancel an order, with `also` in the same transaction; the checkout that waits is told.

        Raises: ProviderUnavailable, OrderContended.
        """
        current = order
        for attempt in range(ATTEMPTS):
            if attempt and current.status is Status.CANCELLED:  # the saga was faster: what was wanted is done
                return AlreadyAnswered() if writes.commit(*also(order, current)) else current
            cancelled = orders.move(current, Status.CANCELLED, at=clock.now(), reason=reason)
            if isinstance(cancelled, OrderMoveNotAllowed):
                return cancelled
            if current.status is Status.PENDING and not self._closed(current, reason):
                return PaymentUnderway()
            refusals = self._undo(current, cancelled, *also(current, cancelled))
            if not refusals:
                self._tell(order.payment_id)
                return cancelled
            if AlreadyAnswered() in refusals:
                return AlreadyAnswered()
            current = self._orders.find(order.id) or current
        raise OrderContended(order.id)

    def release(self, order_id: str, reason: CancelReason) -> Order | None:
        """Give the units of a pending order back, whose payment is closed. Nothing to undo is fine.

        Returns: the order as it is then. Raises: OrderContended.
        """
        for _ in range(ATTEMPTS):
            order = self._orders.find(order_id)
            if order is None or order.status is not Status.PENDING:
                return order
            why = orders.why_closed(order, reason)
            cancelled = orders.move(order, Status.CANCELLED, at=clock.now(), reason=why)
            if isinstance(cancelled, Order) and not self._undo(order, cancelled):
                return cancelled
        raise OrderContended(order_id)

    def _closed(self, order: Order, reason: CancelReason) -> bool:
        """Whether nobody can pay the order any more. The checkout may hear of it from the provider before
        the order is cancelled, and cancels it itself: the note tells it why."""
        if reason is not CancelReason.CUSTOMER:
            self._orders.ask_to_cancel(order.id, reason)
        return self._intents.close(order.payment_id) is Outcome.CANCELLED

    def _undo(self, order: Order, cancelled: Order, *also: writes.Write) -> list[object]:
        """One transaction: the order, its units, its use of a coupon, and the refund of what was paid.

        Returns: [] or who was faster.
        """
        also = (*couponing.given_back(order), *also)
        if order.status is Status.PENDING:
            return writes.commit(*orders.moved(cancelled), *moving(order, inventory.release), *also)
        back = moving(order, inventory.restock)
        payment = self._payments.find(order.payment_id)
        due = payments.rest_writes(payment, RefundReason.CANCELLED) if payment else ()
        return writes.commit(*orders.moved(cancelled), *back, *due, *also)

    def _tell(self, payment_id: str) -> None:
        payment = self._payments.find(payment_id)
        if payment:
            self._settlement.resume(payment)
