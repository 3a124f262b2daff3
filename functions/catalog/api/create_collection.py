"""POST /api/collections"""

from catalog import manifest
from catalog.collection_body import NewCollection, collection_of
from catalog.domain.collections import Collection, CollectionExists
from catalog.store.collections import CollectionStore
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered


@endpoint(manifest.CREATE_COLLECTION)
def handler(
    call: Call[NewCollection], collections: CollectionStore
) -> Answer[Collection] | InvalidInput | CollectionExists | AlreadyAnswered:
    """Create a collection, by a rule or by hand."""
    slug = call.input.slug
    collection = collection_of(call.input, slug, 1)
    if isinstance(collection, InvalidInput):
        return collection
    location = f"{manifest.CREATE_COLLECTION.path}/{slug}"
    answer = Answer(collection, etag="1", headers={"location": location})
    audited = call.audited(f"collection/{slug}", None, collection)
    return collections.create(collection, audited, *call.remember(answer)) or answer
