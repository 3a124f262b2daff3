"""Which events may be put on the bus together, and when an event is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

CALL_ENTRIES_MAX = 10  # of one PutEvents (EventBridge's quotas)
CALL_BYTES_MAX = 256 * 1024  # the smallest that any EventBridge accepts; newer ones take 1 MB
LATE_S = 60  # the stream brings an event within seconds; one that is older has been missed


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on its way to the bus."""

    event_id: str  # "<aggregate>/<sequence>"
    occurred_at: str
    source: str
    name: str
    detail: str  # JSON

    @property
    def aggregate(self) -> str:
        return self.event_id.rpartition("/")[0]

    @property
    def size_bytes(self) -> int:
        """Its size as EventBridge counts it."""
        return sum(len(text.encode()) for text in (self.source, self.name, self.detail))


@dataclass(frozen=True, slots=True)
class Published:
    """What became of some entries."""

    taken: tuple[Entry, ...]  # the bus has them
    refused: tuple[Entry, ...]  # and never will have these
    left: tuple[Entry, ...]  # in their order; try again


class Verdict(Enum):
    """What became of one entry of a call."""

    PUBLISHED = "published"
    AGAIN = "again"  # not now: the bus is busy, gone, or forbidden to us
    NEVER = "never"  # the entry itself is refused, and always will be


def next_call(pending: Sequence[Entry]) -> list[Entry]:
    """The entries to put next: as many as one call holds, and one of each aggregate.

    Two events of one aggregate never share a call, in which the first could fail and the second not.
    An entry larger than a call should be goes alone: the bus knows its own limit.
    """
    call: list[Entry] = []
    aggregates: set[str] = set()
    size_bytes = 0
    for entry in pending:
        if entry.aggregate in aggregates:
            continue
        size_bytes += entry.size_bytes
        if len(call) == CALL_ENTRIES_MAX or (call and size_bytes > CALL_BYTES_MAX):
            break
        call.append(entry)
        aggregates.add(entry.aggregate)
    return call
