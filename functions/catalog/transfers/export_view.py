"""An export as the API shows it."""

import msgspec

from catalog.gateway import Files, Link
from catalog.transfers.exports import Export
from catalog.transfers.jobs import TransferState
from catalog.transfers.notes import export_key


class ExportView(msgspec.Struct):
    """An export. `download`: where to GET the file, once it is whole. `deadline` is that of its state."""

    id: str
    format: str
    state: TransferState
    created_at: str
    updated_at: str
    deadline: str | None
    products: int
    size_bytes: int
    failure: str | None
    download: Link | None


def of(job: Export, files: Files) -> ExportView:
    """What an admin sees; the link is made anew each time."""
    key = export_key(job.id, job.format)
    is_there = job.state is TransferState.FINISHED
    return ExportView(
        id=job.id,
        format=job.format,
        state=job.state,
        created_at=job.created_at,
        updated_at=job.updated_at,
        deadline=job.deadline if job.is_open else None,
        products=job.written.products,
        size_bytes=job.written.size_bytes,
        failure=job.failure,
        download=files.download_link(key, f"{job.id}.{job.format}") if is_there else None,
    )
