"""CustomerErased → reviews stay, and say no more who wrote them."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import scrub_rows
from reviews import manifest
from reviews.keys import REVIEW
from reviews.store.lists import ReviewListStore

PAGE = 100  # reviews


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased], lists: ReviewListStore) -> None:
    """Scrub every review of theirs, published or not; a repeat changes nothing."""
    customer_id, after = event.data.customer_id, None
    while True:
        page = lists.of_customer(customer_id, limit=PAGE, after=after)
        for heard in page.reviews:
            scrub_rows(REVIEW.key(heard.review.id), customer_id)
        after = page.last_key
        if after is None:
            return
