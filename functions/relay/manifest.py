"""The surface of relay: a consumer of the table's stream, and a sweeper of what that missed."""

from haat.grants import Bus, Table
from haat.keys import OUTBOX
from haat.manifest import Service, schedule, stream_consumer
from relay.keys import AGGREGATES

# New items of the outbox: their sort key starts with haat.events.outbox.SORT_PREFIX.
NEW_EVENTS: dict[str, object] = {
    "eventName": ["INSERT"],
    "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "EVENT#"}]}}},
}

PUBLISH_EVENTS = stream_consumer(
    "relay.reactions.publish_events",
    filters=(NEW_EVENTS,),
    grants=(Bus(), Table(("BatchWriteItem", "PutItem", "DeleteItem"), OUTBOX)),
    alarms=("EventsUnpublishable",),
)
SWEEP_OUTBOX = schedule(
    1,
    "relay.tasks.sweep_outbox",
    grants=(
        Bus(),
        Table(("Query", "BatchWriteItem", "PutItem", "DeleteItem"), OUTBOX),
        Table(("BatchGetItem",), *AGGREGATES),
    ),
    alarms=("EventsUnpublishable",),
)
SERVICE = Service("relay", (PUBLISH_EVENTS, SWEEP_OUTBOX))
