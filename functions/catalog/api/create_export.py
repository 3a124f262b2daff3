"""POST /api/admin/exports"""

import msgspec

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore
from catalog.transfers import export_view, exports
from catalog.transfers.export_view import ExportView
from catalog.transfers.jobs import Format
from catalog.transfers.machines import ExportMachine
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.ids import new_id


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What the file is to look like. What an import of it would change is nothing."""

    format: Format


@endpoint(manifest.CREATE_EXPORT)
def handler(
    call: Call[Body], jobs: ExportStore, files: Files, machine: ExportMachine
) -> Answer[ExportView] | AlreadyAnswered:
    """Have all products on sale written into a file. In CSV no cell is a formula."""
    job = exports.asked_for(new_id("exp"), call.staff.username, call.input.format)
    answer = Answer(
        export_view.of(job, files),
        etag=str(job.version),
        headers={"location": f"{manifest.CREATE_EXPORT.path}/{job.id}"},
    )
    audited = call.audited(f"export/{job.id}", None, call.input)
    refused = jobs.create(job, audited, *call.remember(answer))
    if refused is None:
        machine.run(job)
    return refused or answer
