"""OrderDelivered, OrderCancelled → an order whose customer is erased meanwhile names nobody any more."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from orders import manifest
from orders.erasing import OrderErasing


@dataclass(frozen=True, slots=True)
class EndedOrder:
    """What this reads of an order."""

    id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """What this reads of the event."""

    order: EndedOrder


@reaction(manifest.ERASE_ORDER)
def handler(event: Event[OrderEnded], erasing: OrderErasing) -> None:
    """One read for everybody else's order; a repeat changes nothing."""
    erasing.erase_if_due(event.data.order.id, event.data.order.customer_id)
