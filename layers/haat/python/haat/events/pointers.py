"""Pointers: beside each event of the outbox, in the same transaction, stands one until the bus has the event.

The stream that feeds relay forgets after a day and gives a batch up after a few failures. A pointer stays:
one that exists is an event that the bus may not have, and relay's sweeper looks for old ones every minute.
A pointer costs a checkout's table three write units for each event: two to put it in a transaction, one to
delete it.
"""

from zlib import crc32

from haat.keys import OUTBOX
from haat.table.item import Item

PARTITIONS = 8  # one takes 1,000 write units a second, and a pointer costs three
PARKED = "PARKED#"  # sorts behind every date: an event that the bus refuses for what it is


class PointerItem(Item, discriminator="pointer"):
    """One event that the bus may not have; its keys say all."""


def partition(number: int) -> str:
    """The partition key of one of the `PARTITIONS`."""
    return OUTBOX.key(number)


def key_of(event_id: str, occurred_at: str) -> tuple[str, str]:
    """The key of an event's pointer. All those of one aggregate share a partition, in order of time."""
    aggregate = event_id.rpartition("/")[0]
    return partition(crc32(aggregate.encode()) % PARTITIONS), f"{occurred_at}#{event_id}"


def parked_key_of(event_id: str, occurred_at: str) -> tuple[str, str]:
    """The key of its pointer once the bus has refused the event for good."""
    pk, sk = key_of(event_id, occurred_at)
    return pk, f"{PARKED}{sk}"


def pointed_at(sort_key: str) -> tuple[str, str]:
    """The event's id and when it occurred, from the sort key of its pointer, parked or not."""
    occurred_at, _, event_id = sort_key.removeprefix(PARKED).partition("#")
    return event_id, occurred_at
