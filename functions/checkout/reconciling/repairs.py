"""Repairs that were made: each is a line in the log, a metric and an event."""

from enum import StrEnum

from checkout.keys import REPAIR
from checkout.reconciling.deciding import Case
from haat.events import outbox, trail
from haat.faults import Transient
from haat.observability import count, logger
from haat.table import writes

SERVICE_NAME = "checkout"
ATTEMPTS = 4
REPAIRS = "Repairs"


class Repair(StrEnum):
    """What was mended."""

    NEWS_RECORDED = "news_recorded"  # the provider's webhook was lost
    INTENT_CLOSED = "intent_closed"  # the hold was over, and the order could still be paid
    ORDER_CONFIRMED = "order_confirmed"  # it was paid, and its saga did not confirm it
    ORDER_RELEASED = "order_released"  # nobody could pay it, and its units were still held
    REFUND_REQUESTED = "refund_requested"  # there was money, and no order for it
    REFUND_PAID = "refund_paid"  # it was due, and nobody had paid it


class RepairUntold(Transient):
    """Others told of repairs of the same payment at every attempt."""


class RepairLog:
    """Tells of repairs."""

    def tell(self, repair: Repair, case: Case) -> None:
        """Tell of one repair. Two round trips. Raises: RepairUntold."""
        logger(SERVICE_NAME).warning(
            "repaired", repair=repair.value, order_id=case.order.id, payment_id=case.payment.id
        )
        count(REPAIRS)
        aggregate = REPAIR.key(case.payment.id)
        for _ in range(ATTEMPTS):
            told = trail.read(aggregate)
            event = outbox.emit(
                "PaymentRepaired",
                {
                    "payment_id": case.payment.id,
                    "order_id": case.order.id,
                    "repair": repair,
                    "payment_state": case.payment.state,
                    "order_status": case.order.status,
                },
                service=SERVICE_NAME,
                aggregate=aggregate,
                sequence=len(told) + 1,
            )
            if not writes.commit(event):
                return
        raise RepairUntold(case.payment.id)
