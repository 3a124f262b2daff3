"""The outbox: an event is an item of its aggregate, put in the same transaction as the change.

It is also the audit trail: the events of an aggregate are numbered by its version, so no two changes can
claim the same place, and none can be put in later. The table's stream feeds relay, which alone publishes;
a pointer beside each event stays until it has (haat.events.pointers).
"""

from dataclasses import replace

import msgspec

from haat import clock
from haat.events import pointers
from haat.events.envelope import Event
from haat.table import writes
from haat.table.item import Integer, Item, Text

SORT_PREFIX = "EVENT#"
ACTIONS = 2  # of a transaction, that one event takes: the event and its pointer


class EventItem(Item, discriminator="event"):
    """One event of one aggregate, as it is published."""

    event_id = Text()
    name = Text()
    service = Text()
    schema_version = Integer()
    sequence = Integer()
    occurred_at = Text()
    data = Text()  # JSON

    def to_event(self) -> Event[msgspec.Raw]:
        return Event(
            id=self.event_id,
            name=self.name,
            version=self.schema_version,
            sequence=self.sequence,
            occurred_at=self.occurred_at,
            data=msgspec.Raw(self.data.encode()),
        )


class EventExists(RuntimeError):
    """Two changes claim the same version of an aggregate: one of them forgot its version condition."""


def sort_key(sequence: int) -> str:
    """The sort key of an event: fixed width, so that they sort by number."""
    return f"{SORT_PREFIX}{sequence:08d}"


def key_of(event_id: str) -> tuple[str, str]:
    """Partition and sort key of an event, which its id implies."""
    aggregate, _, sequence = event_id.rpartition("/")
    return aggregate, sort_key(int(sequence))


def emit(
    name: str,
    data: object,
    *,
    service: str,
    aggregate: str,
    sequence: int,
    version: int = 1,
    expires_at_s: int | None = None,
) -> writes.Write:
    """The write that emits an event; its pointer goes beside it.

    `aggregate` is the partition key of what changed, `sequence` its version after the change, `data`
    what the JSON Schema of (name, version) says. The change itself must be conditional on its version.
    `expires_at_s`: when the table may forget an event that is nobody's audit trail: long after its time.
    """
    item = EventItem(
        pk=aggregate,
        sk=sort_key(sequence),
        event_id=f"{aggregate}/{sequence}",
        name=name,
        service=service,
        schema_version=version,
        sequence=sequence,
        occurred_at=clock.now(),
        data=msgspec.json.encode(data).decode(),
        ttl=expires_at_s,
    )
    told = writes.put_new(item, refused=lambda _: EventExists(item.event_id))
    return replace(told, beside=(_pointer(item),))


def _pointer(event: EventItem) -> writes.Write:
    """Without a condition of its own: the event's says whether it may be put."""
    pk, sk = pointers.key_of(event.event_id, event.occurred_at)
    return writes.put(pointers.PointerItem(pk=pk, sk=sk), when=None, refused=lambda _: None)
