"""GET /api/admin/imports/{import_id}"""

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import view
from catalog.transfers.view import ImportView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.GET_IMPORT)
def handler(call: Call[None], imports: ImportStore, files: Files) -> Answer[ImportView] | NotFound:
    """How far an import is; at its end its counts, and where to GET what was wrong, line by line."""
    job = imports.find(call.path["import_id"])
    return Answer(view.of(job, files), etag=str(job.version)) if job else NotFound()
