"""What becomes of the pointers of events that were to be published."""

from haat.observability import count, logger
from relay.domain import Entry, Published
from relay.publisher import Publisher
from relay.store import PointerStore


class Relay:
    """Publishes events and settles their pointers."""

    def __init__(self, publisher: Publisher | None = None, pointers: PointerStore | None = None) -> None:
        self._publisher = publisher or Publisher()
        self._pointers = pointers or PointerStore()

    def publish(self, entries: list[Entry]) -> Published:
        """Publish, then forget the pointers of what the bus took and park those of what it never will.

        An event is published even if its pointer cannot be deleted: it is published once more, later.
        """
        published = self._publisher.publish(entries)
        try:
            self._pointers.delete(published.taken)
            for entry in published.refused:
                self._pointers.park(entry.event_id, entry.occurred_at)
        except Exception:  # noqa: BLE001 -- raising would publish the whole batch again
            count("PointersLeft")
            logger("relay").exception("pointers left")
        return published
