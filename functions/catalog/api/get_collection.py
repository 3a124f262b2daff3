"""GET /api/collections/{slug}"""

from typing import Annotated

import msgspec

from catalog import manifest
from catalog.collecting import Collector
from catalog.domain import Product
from catalog.store.collections import CollectionStore
from haat.errors import CursorInvalid, NotFound
from haat.http import Call, cursor, endpoint


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page of its products."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class CollectionView(msgspec.Struct):
    """A collection with a page of its products. It may be short: only `next` null is the end."""

    slug: str
    name: str
    description: str
    items: list[Product]
    next: str | None


@endpoint(manifest.GET_COLLECTION)
def handler(
    call: Call[Query], collections: CollectionStore, collector: Collector
) -> CollectionView | NotFound | CursorInvalid:
    """A collection and the products in it that are on sale."""
    collection = collections.find(call.path["slug"])
    if collection is None:
        return NotFound()
    scope = f"collection {collection.slug} {collection.version}"
    start = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(start, CursorInvalid):
        return start
    page = collector.page(collection, limit=call.input.limit, start=start)
    after = cursor.encode(page.next, scope=scope)
    return CollectionView(collection.slug, collection.name, collection.description, page.products, after)
