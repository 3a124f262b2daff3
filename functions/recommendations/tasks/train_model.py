"""TrainModel: from the gathered data to files of ready lists."""

import msgspec

from haat.saga import task
from recommendations import manifest
from recommendations.training import Training


class Run(msgspec.Struct):
    """Which training, as of when."""

    run: str
    at_s: int


class Trained(msgspec.Struct):
    """So many files are to be written into the table."""

    parts: int
    outcome: str = "trained"


@task(manifest.TRAIN_MODEL)
def handler(given: Run, training: Training) -> Trained:
    """Train; a repeat makes the same files again."""
    return Trained(training.train(given.run, given.at_s))
