"""GET /api/admin/products/drafts"""

from typing import Annotated

import msgspec

from catalog import manifest
from catalog.domain import Product
from catalog.store.products import ProductStore
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "drafts"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Drafts(msgspec.Struct):
    """A page of products that are not on sale yet."""

    items: list[Product]
    next: str | None


@endpoint(manifest.LIST_DRAFTS)
def handler(call: Call[Query], products: ProductStore) -> Drafts | CursorInvalid:
    """Products that only admins see, newest first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = products.drafts(limit=call.input.limit, after=after)
    return Drafts(page.products, cursor.encode(page.last_key, scope=SCOPE))
