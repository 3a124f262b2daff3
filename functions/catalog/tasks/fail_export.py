"""Ends an export that cannot be run: the state machine has tried it again and again."""

from dataclasses import dataclass

from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore
from catalog.transfers import ending
from haat.saga import task

WHY = "It stopped at a fault of ours. Ask for another one."


@dataclass(frozen=True, slots=True)
class Given:
    """Which export."""

    export_id: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """ "failed", or what it had come to before."""

    outcome: str


@task(manifest.FAIL_EXPORT)
def handler(given: Given, exports: ExportStore) -> Stopped:
    """Safe to repeat."""
    return Stopped(ending.fail(exports, given.export_id, WHY) or "unknown")
