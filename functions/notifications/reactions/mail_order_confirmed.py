"""OrderConfirmed → a mail that says so."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import letters, manifest
from notifications.courier import Courier
from notifications.domain import Kind, Message, Order


@dataclass(frozen=True, slots=True)
class OrderConfirmed:
    """What this reads of the event."""

    order: Order


@reaction(manifest.MAIL_ORDER_CONFIRMED)
def handler(event: Event[OrderConfirmed], courier: Courier) -> None:
    """Write to the customer, once."""
    order = event.data.order
    message = Message(order.id, Kind.ORDER_CONFIRMED, event.id)
    courier.deliver(message, letters.order_confirmed(order, courier.shop))
