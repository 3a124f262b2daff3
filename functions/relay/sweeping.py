"""Finds events that nobody published: the stream gave them up, or forgot them after a day (G12)."""

from collections.abc import Iterator

from haat import clock
from haat.events.pointers import PARTITIONS
from haat.observability import count, logger
from relay.domain import LATE_S, Published
from relay.settling import Relay
from relay.store import PointerStore

PAGES_MAX = 5  # of one partition in one run: 4,000 events a minute in all, which takes some ten seconds


class Sweeper:
    """Publishes late events."""

    def __init__(self, pointers: PointerStore | None = None, relay: Relay | None = None) -> None:
        self._pointers = pointers or PointerStore()
        self._relay = relay or Relay()

    def sweep(self) -> int:
        """Publish what is late, and say how much that was. A bus that fails ends the run.

        Eight queries when there is nothing.
        """
        before, swept = clock.iso(clock.now_s() - LATE_S), 0
        for late in self._pages(before):
            published = self._publish(late)
            swept += len(published.taken)
            if published.left:
                break
        return swept

    def _pages(self, before: str) -> Iterator[list[tuple[str, str]]]:
        for partition in range(PARTITIONS):
            after = None
            for _ in range(PAGES_MAX):
                page = self._pointers.late(partition, before, after)
                if page.events:
                    yield page.events
                after = page.last_key
                if after is None:
                    break

    def _publish(self, late: list[tuple[str, str]]) -> Published:
        entries = self._pointers.events([event_id for event_id, _ in late])
        there = {entry.event_id for entry in entries}
        for event_id, occurred_at in late:
            if event_id not in there:
                self._park(event_id, occurred_at)
        return self._relay.publish(entries)

    def _park(self, event_id: str, occurred_at: str) -> None:
        """A pointer and its event are one transaction, so one alone is somebody's doing by hand."""
        count("EventsUnpublishable")
        logger("relay").error("event absent", event_id=event_id)
        self._pointers.park(event_id, occurred_at)
