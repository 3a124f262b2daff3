"""Every minute: what the stream did not bring → the bus."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation
from relay import manifest
from relay.sweeping import Sweeper


@scheduled(manifest.SWEEP_OUTBOX)
def handler(run: Invocation, sweeper: Sweeper) -> None:
    """Publish events that are a minute late; what is still left is the next run's."""
    run.count("EventsSwept", sweeper.sweep())
