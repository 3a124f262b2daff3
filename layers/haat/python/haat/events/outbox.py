"""The outbox: an event is an item of its aggregate, put in the same transaction as the change.

It is also the audit trail: the events of an aggregate are numbered by its version, so no two changes can
claim the same place, and none can be put in later. The table's stream feeds relay, which alone publishes.
"""

import msgspec

from haat import clock
from haat.events.envelope import Event
from haat.table import writes
from haat.table.item import Integer, Item, Text

SORT_PREFIX = "EVENT#"


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


def emit(
    name: str, data: object, *, service: str, aggregate: str, sequence: int, version: int = 1
) -> writes.Write:
    """The write that emits an event.

    `aggregate` is the partition key of what changed, `sequence` its version after the change, `data`
    what the JSON Schema of (name, version) says. The change itself must be conditional on its version.
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
    )
    return writes.put_new(item, refused=lambda _: EventExists(item.event_id))
