"""GET /api/categories"""

from typing import Annotated

import msgspec

from catalog import manifest
from catalog.store.categories import Category, CategoryStore
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "categories"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Categories(msgspec.Struct):
    """A page of categories, in order of their slugs."""

    items: list[Category]
    next: str | None


@endpoint(manifest.LIST_CATEGORIES)
def handler(call: Call[Query], categories: CategoryStore) -> Categories | CursorInvalid:
    """Every category that a product has ever been in."""
    start = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(start, CursorInvalid):
        return start
    page = categories.page(limit=call.input.limit, after=start["after"] if start else None)
    return Categories(
        page.categories, cursor.encode({"after": page.after} if page.after else None, scope=SCOPE)
    )
