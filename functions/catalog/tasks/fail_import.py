"""Ends an import that cannot be run: the state machine has tried it again and again."""

from dataclasses import dataclass

from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import ending
from haat.saga import task

WHY = "It stopped at a fault of ours. Start it again: it goes on where it stopped."


@dataclass(frozen=True, slots=True)
class Given:
    """Which import."""

    import_id: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """ "failed", or what it had come to before."""

    outcome: str


@task(manifest.FAIL_IMPORT)
def handler(given: Given, imports: ImportStore) -> Stopped:
    """Safe to repeat."""
    return Stopped(ending.fail(imports, given.import_id, WHY) or "unknown")
