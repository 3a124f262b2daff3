"""Every five minutes: uploads that never came expire, and those that nobody was told of become images."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation
from media import manifest
from media.sweeping import Sweeper


@scheduled(manifest.SWEEP_UPLOADS)
def handler(run: Invocation, sweeper: Sweeper) -> None:
    """Bring to an end what is overdue; what fails is left to the next run."""
    run.count("ImagesSwept", sweeper.sweep())
