"""New items of the outbox → the bus."""

from haat.events.outbox import EventItem
from haat.events.stream import Change, stream_batch
from relay import manifest
from relay.domain import Entry
from relay.settling import Relay
from relay.store import entry_of


@stream_batch(manifest.PUBLISH_EVENTS)
def handler(changes: list[Change], relay: Relay) -> str | None:
    """Publish a batch of events; the stream goes on from the first that could not be published."""
    entries = [_entry(change) for change in changes]
    left = relay.publish(entries).left
    return changes[entries.index(left[0])].sequence_number if left else None


def _entry(change: Change) -> Entry:
    return entry_of(EventItem.from_raw_data(dict(change.new_image or {})))
