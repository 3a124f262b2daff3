"""CustomerErased → sessions, addresses and second factor are gone, and the account's events name nobody."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.http.once import forget_answers
from haat.table import writes
from haat.table.erasing import delete_rows, scrub_rows
from identity.keys import ADDRESS_BOOK, RESET, RESET_SORT, SECOND_FACTOR, SESSION, USER
from identity.manifests import erasure
from identity.store.links import LinkStore
from identity.store.resets import ResetStore


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(erasure.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased], links: LinkStore, resets: ResetStore) -> None:
    """A repeat finds nothing left to do."""
    customer_id = event.data.customer_id
    for linked in links.list_of(customer_id):
        writes.commit(*links.unlinked(customer_id, linked))
    for space in (SESSION, ADDRESS_BOOK, SECOND_FACTOR):
        delete_rows(space.key(customer_id))
    for reset_id in resets.of_customer(customer_id):
        scrub_rows(RESET.key(reset_id), customer_id)
        delete_rows(RESET.key(reset_id), RESET_SORT)  # by which it is found: the last
    scrub_rows(USER.key(customer_id), customer_id)
    forget_answers(None, f"customer {customer_id}")
