"""OrderPlaced and every move of an order → it is found by staff, in its status."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from orders import manifest
from orders.domain import Status
from orders.store.listing import Entry, ListingStore

FIRST = 1  # version of an order that was just placed


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """What this reads of an order."""

    id: str
    number: str
    email: str
    status: Status
    placed_at: str


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """What this reads of each event."""

    order: ListedOrder


@reaction(manifest.LIST_ORDER)
def handler(event: Event[OrderMoved], listing: ListingStore) -> None:
    """List it; of two events the one that tells of the later version holds, in whatever order they come."""
    order = event.data.order
    listing.list_in_status(Entry(order.id, order.placed_at, order.status), version=event.sequence)
    if event.sequence == FIRST:
        listing.list_for_search(order.id, order.placed_at, order.number, order.email)
