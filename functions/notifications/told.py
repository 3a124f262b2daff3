"""Events that were told before, read again from where they happened."""

from typing import TypeVar

import msgspec

from haat.events import outbox
from haat.events.outbox import EventItem
from haat.table import reads

T = TypeVar("T")


class ToldEvents:
    """Reads events by their ids."""

    def find(self, event_id: str, of: type[T]) -> T | None:
        """What an event says, as `of`; None: there is no such event. One consistent read."""
        item = reads.find(EventItem, *outbox.key_of(event_id), consistent=True)
        return msgspec.json.decode(item.data, type=of) if item else None
