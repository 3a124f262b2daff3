"""An export as the API shows it."""

from typing import Any

import msgspec

from catalog.gateway import Files, Link
from catalog.transfers.exports import Export
from catalog.transfers.jobs import TransferState
from catalog.transfers.notes import export_key


class ExportSummary(msgspec.Struct, kw_only=True):
    """An export in a list. `deadline` is that of its state."""

    id: str
    format: str
    state: TransferState
    created_by: str
    created_at: str
    updated_at: str
    deadline: str | None
    products: int
    size_bytes: int
    failure: str | None


class ExportView(ExportSummary, kw_only=True):
    """An export. `download`: where to GET the file, once it is whole."""

    download: Link | None


def summary(job: Export) -> ExportSummary:
    """What an admin sees of one of many."""
    return ExportSummary(**_facts(job))


def of(job: Export, files: Files) -> ExportView:
    """What an admin sees; the link is made anew each time."""
    key = export_key(job.id, job.format)
    is_there = job.state is TransferState.FINISHED
    return ExportView(
        **_facts(job), download=files.download_link(key, f"{job.id}.{job.format}") if is_there else None
    )


def _facts(job: Export) -> dict[str, Any]:
    same = ("id", "format", "state", "failure", "created_by", "created_at", "updated_at")
    return {name: getattr(job, name) for name in same} | {
        "deadline": job.deadline if job.is_open else None,
        "products": job.written.products,
        "size_bytes": job.written.size_bytes,
    }
