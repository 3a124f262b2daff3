"""POST /api/admin/exports/{export_id}/cancel"""

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore
from catalog.transfers import ending, export_view
from catalog.transfers.export_view import ExportView
from catalog.transfers.exports import Export
from catalog.transfers.jobs import TransferOver
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.table.writes import Write


@endpoint(manifest.CANCEL_EXPORT)
def handler(
    call: Call[None], exports: ExportStore, files: Files
) -> Answer[ExportView] | NotFound | TransferOver:
    """Cancel an export: there will be no file. A repeat changes nothing."""

    def audited(before: Export, after: Export) -> tuple[Write]:
        return (call.audited(f"export/{after.id}", before, after),)

    job = ending.cancel(exports, call.path["export_id"], audited)
    if isinstance(job, Export):
        return Answer(export_view.of(job, files), etag=str(job.version))
    return job or NotFound()
