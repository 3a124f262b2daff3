"""The public surface of operations."""

from haat.grants import DeadLetterQueues, SourceQueues, StateMachine
from haat.manifest import Service, endpoint
from haat.permissions import Permission
from operations.settings import QUEUE_CONSUMERS, QUEUES_URL, STREAM_CONSUMERS

QUEUES = (QUEUES_URL, QUEUE_CONSUMERS, STREAM_CONSUMERS)

LIST_DEAD_LETTERS = endpoint(
    "GET",
    "/api/admin/dead-letters",
    "operations.api.list_dead_letters",
    auth=Permission.OPERATE,
    grants=(DeadLetterQueues(("GetQueueAttributes", "ReceiveMessage")),),
    settings=QUEUES,
    round_trips=8,
    summary="Count the messages that could not be handled, by function",
)
SHOW_DEAD_LETTERS = endpoint(
    "GET",
    "/api/admin/dead-letters/{queue}",
    "operations.api.show_dead_letters",
    auth=Permission.OPERATE,
    grants=(DeadLetterQueues(("ReceiveMessage",)),),
    settings=QUEUES,
    summary="Show some messages that a function could not handle, without people's data",
)
REDRIVE_DEAD_LETTERS = endpoint(
    "POST",
    "/api/admin/dead-letters/{queue}/redrive",
    "operations.api.redrive_dead_letters",
    auth=Permission.OPERATE,
    grants=(
        DeadLetterQueues(("GetQueueAttributes", "ReceiveMessage", "DeleteMessage")),
        SourceQueues(("SendMessage",)),
    ),
    settings=QUEUES,
    timeout_s=29,
    round_trips=64,
    summary="Hand up to 200 messages back to the function that could not handle them",
)
LIST_JOBS = endpoint(
    "GET",
    "/api/admin/jobs",
    "operations.api.list_jobs",
    auth=Permission.OPERATE,
    grants=tuple(StateMachine(machine, ("ListExecutions",)) for machine in ("import", "export", "recommend")),
    round_trips=3,
    summary="List imports, exports and trainings that run or have ended, the latest first",
)
SERVICE = Service("operations", (LIST_DEAD_LETTERS, SHOW_DEAD_LETTERS, REDRIVE_DEAD_LETTERS, LIST_JOBS))
