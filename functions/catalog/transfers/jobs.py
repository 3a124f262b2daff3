"""An import: a file that somebody uploads, and how far it has been read.

Standard library only.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

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


class Result(StrEnum):
    """What became of one product of a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Counts:
    """Products of a file by what became of them. A dry run counts what would have."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0

    def plus(self, results: list[Result]) -> "Counts":
        """With those that followed."""
        return Counts(
            self.created + results.count(Result.CREATED),
            self.updated + results.count(Result.UPDATED),
            self.unchanged + results.count(Result.UNCHANGED),
            self.failed + results.count(Result.FAILED),
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """The file as it was when the import began: whatever is put in its place later is not read."""

    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a file has been read: everything before is done, and nothing behind it is counted."""

    offset: int = 0  # bytes of the (unpacked) file
    lines: int = 0
    bytes_read: int = 0  # of the upload
    parts: int = 0  # steps that it took, each of which has left its files
    counts: Counts = Counts()
    skus_stocked: int = 0  # that nobody had given units before
    openings: int = 0  # events that told of them


@dataclass(frozen=True, slots=True)
class Import:
    """One import. `runs` counts how often it was started, `version` its changes from 1."""

    id: str
    format: Format
    dry_run: bool
    new_categories: bool  # whether it may name categories that are not there
    state: TransferState
    created_by: str
    created_at: str
    updated_at: str
    deadline: str  # of its state
    upload: Upload | None = None
    checkpoint: Checkpoint = Checkpoint()
    failure: str | None = None
    runs: int = 0
    version: int = 1
    quantity: int | None = None  # first units of the SKUs for which the file says none

    @property
    def is_open(self) -> bool:
        """Whether it may still change anything."""
        return self.state in (TransferState.AWAITING_UPLOAD, TransferState.RUNNING)

    @property
    def is_late(self) -> bool:
        """Whether its state has lasted too long."""
        return clock.now() >= self.deadline


@dataclass(frozen=True, slots=True)
class UploadMissing(Conflict):
    """The file has not been uploaded."""

    detail: ClassVar[str] = "PUT it to the upload's `url` first; it must have at least one byte."


@dataclass(frozen=True, slots=True)
class ImportOver(Conflict):
    """The import is over."""

    detail: ClassVar[str] = "It is {state}: ask for a new one."
    state: str


def asked_for(
    import_id: str, admin: str, of: Format, *, dry_run: bool, new_categories: bool, quantity: int | None
) -> Import:
    """A new import, which waits for its file."""
    now_s = clock.now_s()
    now, deadline = clock.iso(now_s), clock.iso(now_s + UPLOAD_WITHIN_S)
    state = TransferState.AWAITING_UPLOAD
    return Import(import_id, of, dry_run, new_categories, state, admin, now, now, deadline, quantity=quantity)


def started(job: Import, upload: Upload) -> Import:
    """The import while its file is read; one that failed goes on where it stopped."""
    return replace(
        _next(job), state=TransferState.RUNNING, upload=job.upload or upload, failure=None,
        deadline=clock.iso(clock.now_s() + RUN_WITHIN_S), runs=job.runs + 1,
    )  # fmt: skip


def advanced(job: Import, checkpoint: Checkpoint) -> Import:
    """The import after another step."""
    return replace(_next(job), checkpoint=checkpoint)


def finished(job: Import, checkpoint: Checkpoint) -> Import:
    """The import after its last step."""
    return replace(advanced(job, checkpoint), state=TransferState.FINISHED)


def failed(job: Import, why: str) -> Import:
    """The import that cannot go on; what it has done stays done."""
    return replace(_next(job), state=TransferState.FAILED, failure=why)


def _next(job: Import) -> Import:
    return replace(job, version=job.version + 1, updated_at=clock.now())
