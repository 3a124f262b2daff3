"""GET /api/collections"""

from typing import Annotated

import msgspec

from catalog import manifest
from catalog.store.collections import CollectionStore
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "collections"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class CollectionSummary(msgspec.Struct):
    """A collection without what is in it."""

    slug: str
    name: str
    description: str


class Collections(msgspec.Struct):
    """A page of collections, in order of their slugs."""

    items: list[CollectionSummary]
    next: str | None


@endpoint(manifest.LIST_COLLECTIONS)
def handler(call: Call[Query], collections: CollectionStore) -> Collections | CursorInvalid:
    """Every collection."""
    start = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(start, CursorInvalid):
        return start
    page = collections.page(limit=call.input.limit, after=start["after"] if start else None)
    items = [CollectionSummary(one.slug, one.name, one.description) for one in page.collections]
    return Collections(items, cursor.encode({"after": page.after} if page.after else None, scope=SCOPE))
