"""WriteLists: the lists of one file go into the table, where they replace those of the last training."""

import msgspec

from haat.saga import task
from recommendations import manifest
from recommendations.training import Training


class Part(msgspec.Struct):
    """Which file of which training."""

    run: str
    part: int


class Written(msgspec.Struct):
    """The part after it."""

    next: int
    outcome: str = "written"


@task(manifest.WRITE_LISTS)
def handler(given: Part, training: Training) -> Written:
    """Write; a repeat writes the same, and nothing over a later training's."""
    training.write(given.run, given.part)
    return Written(given.part + 1)
