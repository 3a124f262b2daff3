"""GatherSignals: what the last training knew, and what has happened since, become the data of this one."""

import msgspec

from haat.saga import task
from recommendations import manifest
from recommendations.training import Training


class Run(msgspec.Struct):
    """Which training, as of when."""

    run: str
    at_s: int


class Gathered(msgspec.Struct):
    """It is there."""

    outcome: str = "gathered"


@task(manifest.GATHER_SIGNALS)
def handler(given: Run, training: Training) -> Gathered:
    """Gather; a repeat gathers again."""
    training.gather(given.run, given.at_s)
    return Gathered()
