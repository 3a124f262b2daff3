"""GET /api/categories"""

from typing import Annotated

import msgspec

from catalog import category_view, manifest
from catalog.body import Slug
from catalog.category_view import CategoryView
from catalog.store.categories import CategoryStore
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page of which part of the tree: `below` is a category, which is in its part itself."""

    below: Slug | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Categories(msgspec.Struct):
    """A page of categories, each before those below it. It may be short: only `next` null is the end."""

    items: list[CategoryView]
    next: str | None


@endpoint(manifest.LIST_CATEGORIES)
def handler(call: Call[Query], categories: CategoryStore) -> Categories | CursorInvalid:
    """The tree of categories in order of their paths, or one category with all below it."""
    query = call.input
    scope = f"categories {query.below}"
    start = cursor.decode(query.cursor, scope=scope)
    if isinstance(start, CursorInvalid):
        return start
    top = categories.resolve(query.below) if query.below else None
    if query.below and top is None:
        return Categories([], None)
    page = categories.page(
        limit=query.limit, after=start["after"] if start else None, below=top.path if top else ()
    )
    after = cursor.encode({"after": page.after} if page.after else None, scope=scope)
    return Categories([category_view.of(category) for category in page.categories], after)
