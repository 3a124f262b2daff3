"""PUT /api/collections/{slug}"""

from catalog import manifest
from catalog.collection_body import CollectionBody, collection_of
from catalog.domain.collections import Collection, CollectionChanged
from catalog.store.collections import CollectionStore
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint

Refusal = NotFound | InvalidInput | PreconditionFailed | CollectionChanged


@endpoint(manifest.REPLACE_COLLECTION)
def handler(call: Call[CollectionBody], collections: CollectionStore) -> Answer[Collection] | Refusal:
    """Replace a collection as a whole: one by hand may become one by a rule."""
    before = collections.find(call.path["slug"])
    if before is None:
        return NotFound()
    outdated = call.precondition(str(before.version))
    if outdated:
        return outdated
    after = collection_of(call.input, before.slug, before.version + 1)
    if isinstance(after, InvalidInput):
        return after
    audited = call.audited(f"collection/{after.slug}", before, after)
    return collections.change(before, after, audited) or Answer(after, etag=str(after.version))
