"""New items of the outbox → the bus."""

import msgspec

from haat.events.envelope import source
from haat.events.outbox import EventItem
from haat.events.stream import Change, stream_batch
from relay import manifest
from relay.domain import Entry
from relay.publisher import Publisher


@stream_batch(manifest.PUBLISH_EVENTS)
def handler(changes: list[Change], publisher: Publisher) -> str | None:
    """Publish a batch of events; the stream goes on from the first that could not be published."""
    return publisher.publish([_entry(change) for change in changes])


def _entry(change: Change) -> Entry:
    item = EventItem.from_raw_data(dict(change.new_image or {}))
    return Entry(
        sequence_number=change.sequence_number,
        aggregate=item.pk,
        source=source(item.service),
        name=item.name,
        detail=msgspec.json.encode(item.to_event()).decode(),
    )
