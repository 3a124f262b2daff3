"""Permanent markers: proof, in the same transaction as an effect, that the effect has happened (G1).

They never expire: DynamoDB's own request token lasts ten minutes, webhooks repeat for three days and
dead letters for fourteen.
"""

from dataclasses import dataclass

from pynamodb.attributes import UnicodeAttribute

from haat.keys import CONSUMED
from haat.table import writes
from haat.table.item import Item

_SORT = "MARKER"


class Marker(Item, discriminator="marker"):
    """One effect that has happened."""

    what = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """The effect has happened before: nothing is left to do."""

    what: str


def once(consumer: str, event_id: str) -> writes.Write:
    """The write that lets `consumer` apply the event `event_id` once; refused as AlreadyApplied."""
    what = what_of(consumer, event_id)
    marker = Marker(pk=CONSUMED.key(consumer, event_id), sk=_SORT, what=what)
    return writes.put_new(marker, refused=lambda _: AlreadyApplied(what))


def what_of(consumer: str, event_id: str) -> str:
    """What AlreadyApplied says of a consumer and an event: by it one of many is told apart."""
    return f"{consumer} {event_id}"
