"""CustomerErased → lists, watches and what was told of them are gone, or name nobody."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import scrub_rows
from wishlists import manifest
from wishlists.keys import WISH
from wishlists.store.of_customer import OfCustomerStore


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased], store: OfCustomerStore) -> None:
    """What was told of a SKU goes before the watch that leads to it, so that a repeat finds it again."""
    customer_id = event.data.customer_id
    for sku in store.watched_by(customer_id):
        scrub_rows(WISH.key(customer_id, sku), customer_id)
        store.forget(customer_id, sku)
    store.delete_lists(customer_id)
