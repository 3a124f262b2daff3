"""EmailChanged → what a customer watches is told to the address of now."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from wishlists import manifest
from wishlists.store.of_customer import OfCustomerStore


@dataclass(frozen=True, slots=True)
class EmailChanged:
    """What this reads of the event."""

    customer_id: str
    email: str


@reaction(manifest.FOLLOW_EMAIL)
def handler(event: Event[EmailChanged], store: OfCustomerStore) -> None:
    """A repeat, and an older change that comes late, change nothing."""
    changed = event.data
    for sku in store.watched_by(changed.customer_id):
        store.readdress(changed.customer_id, sku, changed.email, event.sequence)
