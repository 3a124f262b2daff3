"""Reads as much of an import's file as time allows; the state machine `import` calls it until it is done."""

from dataclasses import dataclass

from catalog.manifests import transfers as manifest
from catalog.transfers.importing import Importer
from catalog.transfers.jobs import TransferState
from haat import clock
from haat.saga import task


@dataclass(frozen=True, slots=True)
class Given:
    """Which import."""

    import_id: str


@dataclass(frozen=True, slots=True)
class Ran:
    """ "goes_on" or "ended"."""

    outcome: str


@task(manifest.RUN_IMPORT)
def handler(given: Given, importer: Importer) -> Ran:
    """Safe to repeat and to run twice at once: what is noted once is not done again."""
    state = importer.run(given.import_id, clock.now_s() + manifest.RUN_S)
    return Ran("goes_on" if state is TransferState.RUNNING else "ended")
