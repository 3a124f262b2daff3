"""The surface of relay: one consumer of the table's stream."""

from haat.grants import Bus
from haat.manifest import Service, stream_consumer

# New items of the outbox: their sort key starts with haat.events.outbox.SORT_PREFIX.
NEW_EVENTS: dict[str, object] = {
    "eventName": ["INSERT"],
    "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "EVENT#"}]}}},
}

PUBLISH_EVENTS = stream_consumer(
    "relay.reactions.publish_events",
    filters=(NEW_EVENTS,),
    grants=(Bus(),),
)
SERVICE = Service("relay", (PUBLISH_EVENTS,))
