"""An export: all products that are for sale, in one file, and how far it has been written.

Standard library only.
"""

from dataclasses import dataclass, replace

from catalog.domain.lists import Place
from catalog.transfers.jobs import RUN_WITHIN_S, Format, TransferState
from haat import clock


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a file: its parts by their ETags, and from where it goes on.

    `upload_id` None: nothing yet. `is_whole`: no product is left.
    """

    upload_id: str | None = None
    etags: tuple[str, ...] = ()
    place: Place | None = None
    products: int = 0
    size_bytes: int = 0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """One export. `version` counts its changes from 1."""

    id: str
    format: Format
    state: TransferState
    created_by: str
    created_at: str
    updated_at: str
    deadline: str
    written: Written = Written()
    failure: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state is TransferState.RUNNING

    @property
    def is_late(self) -> bool:
        """Whether it has run too long."""
        return clock.now() >= self.deadline


def asked_for(export_id: str, admin: str, of: Format) -> Export:
    """A new export, which runs at once."""
    now_s = clock.now_s()
    now, deadline = clock.iso(now_s), clock.iso(now_s + RUN_WITHIN_S)
    return Export(export_id, of, TransferState.RUNNING, admin, now, now, deadline)


def advanced(job: Export, written: Written) -> Export:
    """The export with more of its file."""
    return replace(_next(job), written=written)


def finished(job: Export) -> Export:
    """The export whose file is there."""
    return replace(_next(job), state=TransferState.FINISHED)


def failed(job: Export, why: str) -> Export:
    """The export that cannot go on."""
    return replace(_next(job), state=TransferState.FAILED, failure=why)


def _next(job: Export) -> Export:
    return replace(job, version=job.version + 1, updated_at=clock.now())
