"""GET /api/users/exports/{export_id}"""

from haat import clock
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from privacy import manifest, view
from privacy.gateway import Files
from privacy.store import ExportStore


@endpoint(manifest.GET_EXPORT)
def handler(call: Call[None], exports: ExportStore, files: Files) -> Answer[view.ExportView] | NotFound:
    """The caller's copy, for a week."""
    export = exports.find(call.path["export_id"])
    if export is None or export.customer_id != call.customer.id or export.expires_at <= clock.now():
        return NotFound()
    return Answer(view.of(export, files), etag=str(export.version))
