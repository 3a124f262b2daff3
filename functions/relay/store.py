"""Pointers to events that the bus may not have, and the events that they point at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from haat.events import outbox, pointers
from haat.events.envelope import source
from haat.events.outbox import EventItem
from haat.events.pointers import PointerItem
from haat.table import connection, reads, writes
from relay.domain import Entry

PAGE = reads.BATCH_MAX  # pointers read at once: their events take one batch
DELETED_AT_ONCE_MAX = 25  # of one BatchWriteItem (DynamoDB's service quotas)
ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class LatePage:
    """Ids and times of events that nobody has published."""

    events: list[tuple[str, str]]
    last_key: dict[str, Any] | None  # to go on from; None: that was all


class PointersLeft(RuntimeError):
    """DynamoDB left pointers of a batch undeleted, attempt after attempt: the sweeper finds them."""


class PointerStore:
    """Pointers; each method is one row of ACCESS_PATTERNS.md."""

    def late(self, partition: int, before: str, after: dict[str, Any] | None) -> LatePage:
        """The oldest events of a partition that occurred before that time, at most `PAGE`. One query."""
        where = PointerItem.sk < before
        page = reads.page(PointerItem, pointers.partition(partition), limit=PAGE, after=after, where=where)
        return LatePage([pointers.pointed_at(item.sk) for item in page.items], page.last_key)

    def events(self, event_ids: Sequence[str]) -> list[Entry]:
        """The events with these ids, each aggregate's in order. One consistent batch read of up to 100."""
        keys = sorted(outbox.key_of(event_id) for event_id in event_ids)
        found = reads.find_many(keys, consistent=True)
        return [entry_of(event) for event in map(found.get, keys) if isinstance(event, EventItem)]

    def delete(self, entries: Sequence[Entry]) -> None:
        """Forget the pointers of entries that the bus has; those that are gone are fine. n / 25 calls.

        Raises: PointersLeft.
        """
        keys = [pointers.key_of(entry.event_id, entry.occurred_at) for entry in entries]
        for first in range(0, len(keys), DELETED_AT_ONCE_MAX):
            _delete(keys[first : first + DELETED_AT_ONCE_MAX])

    def park(self, event_id: str, occurred_at: str) -> None:
        """Keep a pointer where nobody retries it. One transaction of 2 writes; parked before is fine."""
        pk, sk = pointers.parked_key_of(event_id, occurred_at)
        parked = writes.put(PointerItem(pk=pk, sk=sk), when=None, refused=lambda _: None)
        waiting = pointers.key_of(event_id, occurred_at)
        writes.commit(parked, writes.delete(PointerItem, *waiting, when=None, refused=lambda _: None))


def entry_of(event: EventItem) -> Entry:
    """An event as the bus gets it."""
    return Entry(
        event_id=event.event_id,
        occurred_at=event.occurred_at,
        source=source(event.service),
        name=event.name,
        detail=msgspec.json.encode(event.to_event()).decode(),
    )


def _delete(keys: Sequence[tuple[str, str]]) -> None:
    table = connection.shared()
    left: list[Any] = [{"DeleteRequest": {"Key": {"pk": {"S": pk}, "sk": {"S": sk}}}} for pk, sk in keys]
    for _ in range(ATTEMPTS):
        if not left:
            return
        data = table.connection.dispatch("BatchWriteItem", {"RequestItems": {table.table_name: left}})
        left = data.get("UnprocessedItems", {}).get(table.table_name, [])
    if left:
        raise PointersLeft(f"{len(left)} keys")
