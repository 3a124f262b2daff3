"""CustomerErased → the cart is gone."""

from dataclasses import dataclass

from cart import manifest
from cart.keys import of_customer
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import delete_rows


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased]) -> None:
    """Delete it; a repeat finds none."""
    delete_rows(of_customer(event.data.customer_id))
