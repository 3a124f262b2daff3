"""POST /api/admin/imports/{import_id}/start"""

from catalog import manifest
from catalog.gateway import Files
from catalog.store.transfers import ImportStore
from catalog.transfers import jobs, view
from catalog.transfers.jobs import ImportOver, TransferState, UploadMissing
from catalog.transfers.machines import ImportMachine
from catalog.transfers.notes import upload_key
from catalog.transfers.view import ImportView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.START_IMPORT)
def handler(
    call: Call[None], imports: ImportStore, files: Files, machine: ImportMachine
) -> Answer[ImportView] | NotFound | UploadMissing | ImportOver:
    """Start the import of an uploaded file; one that failed goes on where it stopped."""
    job = imports.find(call.path["import_id"])
    if job is None:
        return NotFound()
    if job.state is TransferState.FINISHED:
        return ImportOver(job.state)
    if job.state is not TransferState.RUNNING:
        upload = files.find(upload_key(job.id))
        if upload is None:
            return UploadMissing()
        after = jobs.started(job, upload)
        job = (imports.find(job.id) or after) if imports.move(after) else after
    machine.run(job)
    return Answer(view.of(job, files), etag=str(job.version))
