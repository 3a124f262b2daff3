"""An import as the API shows it."""

import msgspec

from catalog.gateway import Files, Link
from catalog.transfers.jobs import Counts, Import, TransferState
from catalog.transfers.notes import report_key, upload_key


class ImportView(msgspec.Struct, omit_defaults=False):
    """An import. `upload`: where to PUT the file while it is awaited. `report`: what was wrong, as NDJSON.

    `deadline` is that of the state: what has not ended by then fails. `skus_stocked`: how many SKUs get their
    first units. A dry run counts what would have been.
    """

    id: str
    format: str
    dry_run: bool
    new_categories: bool
    quantity: int | None
    state: TransferState
    created_at: str
    updated_at: str
    deadline: str | None
    bytes_read: int
    bytes_total: int | None
    lines_read: int
    counts: Counts
    skus_stocked: int
    failure: str | None
    upload: Link | None
    report: Link | None


def of(job: Import, files: Files) -> ImportView:
    """What an admin sees; links are made anew each time."""
    awaited = job.state is TransferState.AWAITING_UPLOAD
    reported = job.state is TransferState.FINISHED and job.checkpoint.counts.failed
    return ImportView(
        id=job.id,
        format=job.format,
        dry_run=job.dry_run,
        new_categories=job.new_categories,
        quantity=job.quantity,
        state=job.state,
        created_at=job.created_at,
        updated_at=job.updated_at,
        deadline=job.deadline if job.is_open else None,
        bytes_read=job.checkpoint.bytes_read,
        bytes_total=job.upload.size_bytes if job.upload else None,
        lines_read=job.checkpoint.lines,
        counts=job.checkpoint.counts,
        skus_stocked=job.checkpoint.skus_stocked,
        failure=job.failure,
        upload=files.upload_link(upload_key(job.id)) if awaited else None,
        report=files.download_link(report_key(job.id), f"{job.id}.ndjson") if reported else None,
    )
