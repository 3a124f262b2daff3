"""Writes as much of an export's file as time allows; the state machine `export` calls it until it is done."""

from dataclasses import dataclass

from catalog.manifests import transfers as manifest
from catalog.transfers.exporting import Exporter
from catalog.transfers.jobs import TransferState
from haat import clock
from haat.saga import task


@dataclass(frozen=True, slots=True)
class Given:
    """Which export."""

    export_id: str


@dataclass(frozen=True, slots=True)
class Ran:
    """ "goes_on" or "ended"."""

    outcome: str


@task(manifest.RUN_EXPORT)
def handler(given: Given, exporter: Exporter) -> Ran:
    """Safe to repeat: a part that was written and not noted is written again."""
    state = exporter.run(given.export_id, clock.now_s() + manifest.RUN_S)
    return Ran("goes_on" if state is TransferState.RUNNING else "ended")
