"""Ends transfers before their time: they fail, are cancelled, or last too long.

Whoever runs one writes its steps under the condition that nobody has ended it, and so stops at the next.
"""

from collections.abc import Callable

from catalog.store.jobs import JobStore
from catalog.transfers import jobs
from catalog.transfers.jobs import JobT, TransferOver, TransferState
from haat.faults import Transient
from haat.table.writes import Write

ATTEMPTS = 6  # against steps that are noted meanwhile
Also = Callable[[JobT, JobT], tuple[Write, ...]]
"""What is to be committed with a transfer that ends: as it was and as it is."""


class TransferContended(Transient):
    """The transfer moved on at every attempt to end it."""


def fail(store: JobStore[JobT], job_id: str, why: str) -> TransferState | None:
    """The state of a transfer, which fails if it has not ended before. None: there is none."""
    ended = _end(store, job_id, lambda job: jobs.failed(job, why), lambda *_: ())
    return ended.state if ended else None


def cancel(store: JobStore[JobT], job_id: str, also: Also[JobT]) -> JobT | TransferOver | None:
    """The transfer, which is cancelled now, with `also`, or was before; or has ended otherwise.

    None: there is none.

    The step under way may still change what it read, and counts nothing. Raises: TransferContended.
    """
    ended = _end(store, job_id, jobs.cancelled, also)
    if ended is None or ended.state is TransferState.CANCELLED:
        return ended
    return TransferOver(ended.state)


def fail_late(store: JobStore[JobT], why: str) -> int:
    """How many have failed now because they last too long. One that moves on at this moment does."""
    late = (job for job in store.late() if job.is_late)
    return sum(store.move(jobs.failed(job, why)) is None for job in late)


def _end(store: JobStore[JobT], job_id: str, end: Callable[[JobT], JobT], also: Also[JobT]) -> JobT | None:
    for _ in range(ATTEMPTS):
        job = store.find(job_id)
        if job is None or not job.is_open:
            return job
        after = end(job)
        if store.move(after, *also(job, after)) is None:
            return after
    raise TransferContended(job_id)
