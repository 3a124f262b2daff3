"""The audit trail of one aggregate: its events, which are kept for ever, and whether the bus has them."""

from collections.abc import Sequence

from haat.events import pointers
from haat.events.outbox import SORT_PREFIX, EventItem
from haat.table import reads

EVENTS_MAX = 50  # of one aggregate, the oldest: an order has five


def read(aggregate: str) -> list[EventItem]:
    """The events of an aggregate in their order, at most `EVENTS_MAX`. One query."""
    where = EventItem.sk.startswith(SORT_PREFIX)
    return reads.page(EventItem, aggregate, limit=EVENTS_MAX, after=None, where=where).items


def unpublished(events: Sequence[EventItem]) -> dict[str, bool]:
    """Which of some events the bus may not have, by id; True: it refused them for good.

    One batch read for each 50 events.
    """
    found: dict[str, bool] = {}
    for first in range(0, len(events), reads.BATCH_MAX // 2):
        some = events[first : first + reads.BATCH_MAX // 2]
        keys = [
            key_of(event.event_id, event.occurred_at)
            for event in some
            for key_of in (pointers.key_of, pointers.parked_key_of)
        ]
        for _, sk in reads.find_many(keys, consistent=True):
            found[pointers.pointed_at(sk)[0]] = sk.startswith(pointers.PARKED)
    return found
