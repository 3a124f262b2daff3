"""A transfer of products from a file or into one: a job that takes a while, and how it ends.

Standard library only.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, TypeVar

from haat import clock
from haat.errors import Conflict

UPLOAD_WITHIN_S = 3600  # after it was asked for; the upload's address ends then
RUN_WITHIN_S = 24 * 3600  # after it was started
KEPT_S = 30 * 24 * 3600  # the job; its files go earlier, by the bucket's own rule


class Format(StrEnum):
    """What a file looks like. Either may be packed by gzip."""

    NDJSON = "ndjson"
    CSV = "csv"


class TransferState(StrEnum):
    """How far a transfer is."""

    AWAITING_UPLOAD = "awaiting_upload"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One transfer. `version` counts its changes from 1, `deadline` is that of its state."""

    id: str
    format: Format
    state: TransferState
    created_by: str
    created_at: str
    updated_at: str
    deadline: str
    failure: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it may still change anything."""
        return self.state in (TransferState.AWAITING_UPLOAD, TransferState.RUNNING)

    @property
    def is_late(self) -> bool:
        """Whether its state has lasted too long."""
        return clock.now() >= self.deadline


JobT = TypeVar("JobT", bound=Job)


@dataclass(frozen=True, slots=True)
class TransferOver(Conflict):
    """The transfer is over."""

    detail: ClassVar[str] = "It is {state}: ask for a new one."
    state: str


def failed(job: JobT, why: str) -> JobT:
    """The transfer that cannot go on; what it has done stays done."""
    return replace(moved_on(job), state=TransferState.FAILED, failure=why)


def cancelled(job: JobT) -> JobT:
    """The transfer that is not to go on; what it has done stays done."""
    return replace(moved_on(job), state=TransferState.CANCELLED)


def moved_on(job: JobT) -> JobT:
    """The transfer at its next version."""
    return replace(job, version=job.version + 1, updated_at=clock.now())
