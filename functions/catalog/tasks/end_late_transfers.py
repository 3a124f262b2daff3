"""Every quarter of an hour: transfers fail whose file never came, or that nobody runs any more."""

from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore, ImportStore
from catalog.transfers import ending
from haat.events.scheduled import scheduled
from haat.observability import Invocation

WHY = "Its time was over before it was done."


@scheduled(manifest.END_LATE_TRANSFERS)
def handler(run: Invocation, imports: ImportStore, exports: ExportStore) -> None:
    """By condition: one that moves on at this moment does."""
    run.count("TransfersEnded", ending.fail_late(imports, WHY) + ending.fail_late(exports, WHY))
