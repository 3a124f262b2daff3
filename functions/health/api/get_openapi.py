"""GET /api/openapi.json"""

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from health import manifest
from health.document import OpenApiDocument


@endpoint(manifest.GET_OPENAPI)
def handler(_: Call[None], document: OpenApiDocument) -> Answer[msgspec.Raw] | NotFound:
    """Show the document that was generated for this deployment."""
    content = document.content
    return NotFound() if content is None else Answer(content, etag=document.etag)
