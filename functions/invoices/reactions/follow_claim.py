"""OrderClaimed → the account that claimed a guest's order gets its invoice as well."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from invoices import manifest
from invoices.store import DocumentStore


@dataclass(frozen=True, slots=True)
class ClaimedOrder:
    """What this reads of an order."""

    id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class OrderClaimed:
    """What this reads of the event."""

    order: ClaimedOrder


@reaction(manifest.FOLLOW_CLAIM)
def handler(event: Event[OrderClaimed], documents: DocumentStore) -> None:
    """The documents stay as they are; there may be none yet. A repeat changes nothing."""
    documents.follow_claim(event.data.order.id, event.data.order.customer_id)
