"""Every quarter of an hour: imports fail whose file never came, or that nobody runs any more."""

from catalog import manifest
from catalog.store.transfers import ImportStore
from catalog.transfers import jobs
from haat.events.scheduled import scheduled
from haat.observability import Invocation

WHY = "Its time was over before it was done."


@scheduled(manifest.END_LATE_TRANSFERS)
def handler(run: Invocation, imports: ImportStore) -> None:
    """By condition: one that moves on at this moment does."""
    ended = [imports.move(jobs.failed(job, WHY)) is None for job in imports.late() if job.is_late]
    run.count("ImportsEnded", sum(ended))
