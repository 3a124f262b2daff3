"""Confirming an order: it and its units, in one transaction with the check that its money is there."""

from enum import StrEnum

from checkout.allocating import moving
from checkout.cancelling import ATTEMPTS, OrderContended
from haat import clock
from haat.table import writes
from inventory import participant as inventory
from orders import participant as orders
from orders.participant import Order, OrderChanged, OrderMoveNotAllowed, Status
from payments import participant as payments


class Outcome(StrEnum):
    """What became of the order."""

    CONFIRMED = "confirmed"
    TOO_LATE = "too_late"  # it was cancelled before: its money has to go back


class OrderConfirmer:
    """Confirms orders whose payment is verified."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()

    def confirm(self, order_id: str) -> Outcome:
        """Confirm an order; a repeat finds it confirmed. Two round trips. Raises: OrderContended."""
        for _ in range(ATTEMPTS):
            order = self._orders.find(order_id)
            if order is None or order.status is Status.CANCELLED:
                return Outcome.TOO_LATE
            confirmed = orders.move(order, Status.CONFIRMED, at=clock.now())
            if isinstance(confirmed, OrderMoveNotAllowed):  # confirmed before, and perhaps further on by now
                return Outcome.CONFIRMED
            refusals = writes.commit(*_confirming(confirmed))
            if not refusals:
                return Outcome.CONFIRMED
            if OrderChanged() not in refusals:  # then its units are moved and its event is there as well
                raise RuntimeError(f"{order.id} is paid and cannot be confirmed: {refusals}")
        raise OrderContended(order_id)


def _confirming(order: Order) -> list[writes.Write]:
    return [
        *orders.moved(order),
        payments.taken(order.payment_id),
        *moving(order, inventory.commit_sale),
    ]
