"""Every quarter of an hour: transfers fail whose file never came, or that nobody runs any more."""

from catalog import manifest
from catalog.store.exports import ExportStore
from catalog.store.transfers import ImportStore
from catalog.transfers import exports, jobs
from haat.events.scheduled import scheduled
from haat.observability import Invocation

WHY = "Its time was over before it was done."


@scheduled(manifest.END_LATE_TRANSFERS)
def handler(run: Invocation, imports: ImportStore, written: ExportStore) -> None:
    """By condition: one that moves on at this moment does."""
    ended = [imports.move(jobs.failed(job, WHY)) is None for job in imports.late() if job.is_late]
    ended += [written.move(exports.failed(job, WHY)) is None for job in written.late() if job.is_late]
    run.count("TransfersEnded", sum(ended))
