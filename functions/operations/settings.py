"""What the deployment says of queues. Standard library only."""

from haat.settings import Setting

QUEUES_URL = Setting("QUEUES_URL", "")  # that all queues' URLs begin with
QUEUE_CONSUMERS = Setting("QUEUE_CONSUMERS", "")  # names of functions that are fed by a queue: "a,b"
STREAM_CONSUMERS = Setting("STREAM_CONSUMERS", "")  # and of those fed by the table's stream
