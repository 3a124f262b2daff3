"""DELETE /api/collections/{slug}"""

from catalog import manifest
from catalog.domain.collections import CollectionChanged
from catalog.store.collections import CollectionStore
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint


@endpoint(manifest.DELETE_COLLECTION)
def handler(
    call: Call[None], collections: CollectionStore
) -> Answer[None] | NotFound | PreconditionFailed | CollectionChanged:
    """Delete a collection; the products in it stay."""
    collection = collections.find(call.path["slug"])
    if collection is None:
        return NotFound()
    outdated = call.precondition(str(collection.version))
    if outdated:
        return outdated
    audited = call.audited(f"collection/{collection.slug}", collection, None)
    return collections.delete(collection, audited) or Answer(None)
