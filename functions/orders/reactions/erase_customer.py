"""CustomerErased → their orders name nobody, those under way as soon as they are over."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from orders import manifest
from orders.erasing import OrderErasing


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased], erasing: OrderErasing) -> None:
    """A repeat changes nothing."""
    erasing.erase_orders_of(event.data.customer_id)
