"""An import as the API shows it."""

from typing import Any

import msgspec

from catalog.gateway import Files, Link
from catalog.transfers.imports import Counts, Import
from catalog.transfers.jobs import TransferState
from catalog.transfers.notes import report_key, upload_key


class ImportSummary(msgspec.Struct, kw_only=True):
    """An import in a list. `deadline` is that of the state: what has not ended by then fails.

    `skus_stocked`: how many SKUs get their first units. A dry run counts what would have been.
    """

    id: str
    format: str
    dry_run: bool
    new_categories: bool
    quantity: int | None
    state: TransferState
    created_by: str
    created_at: str
    updated_at: str
    deadline: str | None
    bytes_read: int
    bytes_total: int | None
    lines_read: int
    counts: Counts
    skus_stocked: int
    failure: str | None


class ImportView(ImportSummary, kw_only=True):
    """An import. `upload`: where to PUT the file while it is awaited. `report`: what was wrong, as NDJSON."""

    upload: Link | None
    report: Link | None


def summary(job: Import) -> ImportSummary:
    """What an admin sees of one of many."""
    return ImportSummary(**_facts(job))


def of(job: Import, files: Files) -> ImportView:
    """What an admin sees; links are made anew each time."""
    awaited = job.state is TransferState.AWAITING_UPLOAD
    reported = job.state is TransferState.FINISHED and job.checkpoint.counts.failed
    return ImportView(
        **_facts(job),
        upload=files.upload_link(upload_key(job.id)) if awaited else None,
        report=files.download_link(report_key(job.id), f"{job.id}.ndjson") if reported else None,
    )


def _facts(job: Import) -> dict[str, Any]:
    same = ("id", "format", "dry_run", "new_categories", "quantity", "state", "failure")
    made = ("created_by", "created_at", "updated_at")
    return {name: getattr(job, name) for name in (*same, *made)} | {
        "deadline": job.deadline if job.is_open else None,
        "bytes_read": job.checkpoint.bytes_read,
        "bytes_total": job.upload.size_bytes if job.upload else None,
        "lines_read": job.checkpoint.lines,
        "counts": job.checkpoint.counts,
        "skus_stocked": job.checkpoint.skus_stocked,
    }
