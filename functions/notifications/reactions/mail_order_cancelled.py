"""OrderCancelled → a mail that says so, and why."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import letters, manifest
from notifications.courier import Courier
from notifications.domain import Kind, Message, Order


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """What this reads of the event."""

    order: Order


@reaction(manifest.MAIL_ORDER_CANCELLED)
def handler(event: Event[OrderCancelled], courier: Courier) -> None:
    """Write to the customer, once."""
    order = event.data.order
    message = Message(order.id, Kind.ORDER_CANCELLED, event.id)
    courier.deliver(message, letters.order_cancelled(order, courier.shop))
