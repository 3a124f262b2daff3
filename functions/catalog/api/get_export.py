"""GET /api/admin/exports/{export_id}"""

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore
from catalog.transfers import export_view
from catalog.transfers.export_view import ExportView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.GET_EXPORT)
def handler(call: Call[None], jobs: ExportStore, files: Files) -> Answer[ExportView] | NotFound:
    """How far an export is; at its end, where to GET the file."""
    job = jobs.find(call.path["export_id"])
    return Answer(export_view.of(job, files), etag=str(job.version)) if job else NotFound()
