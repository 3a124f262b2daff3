"""POST /api/admin/imports/{import_id}/cancel"""

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import ending, view
from catalog.transfers.imports import Import
from catalog.transfers.jobs import TransferOver
from catalog.transfers.view import ImportView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.table.writes import Write


@endpoint(manifest.CANCEL_IMPORT)
def handler(
    call: Call[None], imports: ImportStore, files: Files
) -> Answer[ImportView] | NotFound | TransferOver:
    """Cancel an import; what it has done stays done. The step under way still is, and is not counted."""

    def audited(before: Import, after: Import) -> tuple[Write]:
        return (call.audited(f"import/{after.id}", before, after),)

    job = ending.cancel(imports, call.path["import_id"], audited)
    if isinstance(job, Import):
        return Answer(view.of(job, files), etag=str(job.version))
    return job or NotFound()
