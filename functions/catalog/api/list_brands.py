"""GET /api/brands"""

from typing import Annotated

import msgspec

from catalog import manifest
from catalog.domain.brands import Brand
from catalog.store.brands import BrandStore
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "brands"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Brands(msgspec.Struct):
    """A page of brands, in order of their slugs."""

    items: list[Brand]
    next: str | None


@endpoint(manifest.LIST_BRANDS)
def handler(call: Call[Query], brands: BrandStore) -> Brands | CursorInvalid:
    """Every brand that a product has ever had."""
    start = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(start, CursorInvalid):
        return start
    page = brands.page(limit=call.input.limit, after=start["after"] if start else None)
    return Brands(page.brands, cursor.encode({"after": page.after} if page.after else None, scope=SCOPE))
