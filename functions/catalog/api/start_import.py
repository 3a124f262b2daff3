"""POST /api/admin/imports/{import_id}/start"""

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import view
from catalog.transfers.imports import Import, UploadMissing, started
from catalog.transfers.jobs import TransferOver, TransferState
from catalog.transfers.machines import ImportMachine
from catalog.transfers.notes import upload_key
from catalog.transfers.view import ImportView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint

STARTS = (TransferState.AWAITING_UPLOAD, TransferState.FAILED)


@endpoint(manifest.START_IMPORT)
def handler(
    call: Call[None], imports: ImportStore, files: Files, machine: ImportMachine
) -> Answer[ImportView] | NotFound | UploadMissing | TransferOver:
    """Start the import of an uploaded file; one that failed goes on where it stopped."""
    job = imports.find(call.path["import_id"])
    if job is None:
        return NotFound()
    now = _started(call, job, imports, files) if job.state in STARTS else job
    if isinstance(now, UploadMissing):
        return now
    if now.state is not TransferState.RUNNING:
        return TransferOver(now.state)
    machine.run(now)
    return Answer(view.of(now, files), etag=str(now.version))


def _started(call: Call[None], job: Import, imports: ImportStore, files: Files) -> Import | UploadMissing:
    """The import as it is then: others may have started or cancelled it at the same moment."""
    upload = files.find(upload_key(job.id))
    if upload is None:
        return UploadMissing()
    after = started(job, upload)
    audited = call.audited(f"import/{job.id}", job, after)
    return (imports.find(job.id) or after) if imports.move(after, audited) else after
