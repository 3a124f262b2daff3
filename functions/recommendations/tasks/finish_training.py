"""FinishTraining: the next training starts from this one; what it took in is deleted."""

import msgspec

from haat.saga import task
from recommendations import manifest
from recommendations.training import Training


class Run(msgspec.Struct):
    """Which training."""

    run: str


class Finished(msgspec.Struct):
    """It is over."""

    outcome: str = "finished"


@task(manifest.FINISH_TRAINING)
def handler(given: Run, training: Training) -> Finished:
    """Finish; a repeat deletes what is left."""
    training.finish(given.run)
    return Finished()
