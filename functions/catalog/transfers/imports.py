"""An import: a file that somebody uploads, and how far it has been read.

Standard library only.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from catalog.transfers.jobs import RUN_WITHIN_S, UPLOAD_WITHIN_S, Format, Job, TransferState, moved_on
from haat import clock
from haat.errors import Conflict


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Job):
    """One import. `runs` counts how often it was started."""

    dry_run: bool
    new_categories: bool  # whether it may name categories that are not there
    quantity: int | None = None  # first units of the SKUs for which the file says none
    upload: Upload | None = None
    checkpoint: Checkpoint = Checkpoint()
    runs: int = 0


@dataclass(frozen=True, slots=True)
class UploadMissing(Conflict):
    """The file has not been uploaded."""

    detail: ClassVar[str] = "PUT it to the upload's `url` first; it must have at least one byte."


def asked_for(
    import_id: str, admin: str, of: Format, *, dry_run: bool, new_categories: bool, quantity: int | None
) -> Import:
    """A new import, which waits for its file."""
    now_s = clock.now_s()
    return Import(
        id=import_id,
        format=of,
        state=TransferState.AWAITING_UPLOAD,
        created_by=admin,
        created_at=clock.iso(now_s),
        updated_at=clock.iso(now_s),
        deadline=clock.iso(now_s + UPLOAD_WITHIN_S),
        dry_run=dry_run,
        new_categories=new_categories,
        quantity=quantity,
    )


def started(job: Import, upload: Upload) -> Import:
    """The import while its file is read; one that failed goes on where it stopped."""
    return replace(
        moved_on(job), state=TransferState.RUNNING, upload=job.upload or upload, failure=None,
        deadline=clock.iso(clock.now_s() + RUN_WITHIN_S), runs=job.runs + 1,
    )  # fmt: skip


def advanced(job: Import, checkpoint: Checkpoint) -> Import:
    """The import after another step."""
    return replace(moved_on(job), checkpoint=checkpoint)


def finished(job: Import, checkpoint: Checkpoint) -> Import:
    """The import after its last step."""
    return replace(advanced(job, checkpoint), state=TransferState.FINISHED)
