"""Which events may be put on the bus together."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

CALL_ENTRIES_MAX = 10  # of one PutEvents (EventBridge's quotas)
CALL_BYTES_MAX = 256 * 1024  # the smallest that any EventBridge accepts; newer ones take 1 MB


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on its way to the bus."""

    sequence_number: str  # of its record in the stream
    aggregate: str
    source: str
    name: str
    detail: str  # JSON

    @property
    def size_bytes(self) -> int:
        """Its size as EventBridge counts it."""
        return sum(len(text.encode()) for text in (self.source, self.name, self.detail))


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
