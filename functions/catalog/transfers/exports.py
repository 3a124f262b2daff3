"""An export: all products that are for sale, in one file, and how far it has been written.

Standard library only.
"""

from dataclasses import dataclass, replace

from catalog.domain.lists import Place
from catalog.transfers.jobs import RUN_WITHIN_S, Format, Job, TransferState, moved_on
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Job):
    """One export."""

    written: Written = Written()


def asked_for(export_id: str, admin: str, of: Format) -> Export:
    """A new export, which runs at once."""
    now_s = clock.now_s()
    return Export(
        id=export_id,
        format=of,
        state=TransferState.RUNNING,
        created_by=admin,
        created_at=clock.iso(now_s),
        updated_at=clock.iso(now_s),
        deadline=clock.iso(now_s + RUN_WITHIN_S),
    )


def advanced(job: Export, written: Written) -> Export:
    """The export with more of its file."""
    return replace(moved_on(job), written=written)


def finished(job: Export) -> Export:
    """The export whose file is there."""
    return replace(moved_on(job), state=TransferState.FINISHED)
