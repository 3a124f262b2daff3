"""What is known of an order, read from everybody who has a part in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from checkout.keys import REPAIR
from haat.events import trail
from haat.events.outbox import EventItem
from haat.observability import logger
from haat.saga.execution import Execution
from haat.saga.machine import Machine
from notifications import participant as notifications
from notifications.participant import Mail
from orders import participant as orders
from orders.participant import Order
from payments import participant as payments
from payments.participant import Intent, Payment, ProviderUnavailable, Refund

T = TypeVar("T")


@dataclass(slots=True)
class Facts:
    """What is known of an order. `silent`: who did not answer, so that what they know is missing."""

    order: Order
    payment: Payment | None = None
    refunds: list[Refund] = field(default_factory=list)
    intent: Intent | None = None
    saga: Execution | None = None
    events: list[EventItem] = field(default_factory=list)
    unpublished: dict[str, bool] = field(default_factory=dict)  # True: parked
    mails: list[Mail] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


class FactFinder:
    """Reads what is known of orders."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()
        self._intents = payments.Intents()
        self._messages = notifications.MessageStore()
        self._machine = Machine("checkout")

    def find(self, order_id: str) -> Facts | None:
        """Everything about an order, in eleven round trips; None: there is no such order."""
        order = self._orders.find(order_id)
        if order is None:
            return None
        payment, refunds = self._payments.with_refunds(order.payment_id) or (None, [])
        facts = Facts(order, payment, refunds)
        owners = (
            orders.ORDER.key(order.id),
            payments.PAYMENT.key(order.payment_id),
            REPAIR.key(order.payment_id),
        )
        facts.events = [event for owner in owners for event in trail.read(owner)]
        facts.unpublished = trail.unpublished(facts.events)
        facts.mails = self._messages.mails_of(order.id)
        facts.saga = _asked("saga", facts, lambda: self._machine.execution(order.id))
        facts.intent = _asked("provider", facts, lambda: self._intents.seen(payment) if payment else None)
        return facts


def _asked(whom: str, facts: Facts, question: Callable[[], T]) -> T | None:
    """What somebody answers; a story without an answer is better than none."""
    try:
        return question()
    except (ProviderUnavailable, ClientError, BotoCoreError):
        logger("checkout").exception("no answer", whom=whom)
        facts.silent.append(whom)
        return None
