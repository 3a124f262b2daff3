"""GET /api/products"""

from typing import Annotated

import msgspec
from msgspec import Meta

from catalog import manifest
from catalog.body import PriceMinor, Slug
from catalog.domain import Product
from catalog.domain.lists import Filters, Place
from catalog.store.categories import CategoryStore
from catalog.store.shelves import ShelfStore
from haat.errors import CursorInvalid, FieldError, InvalidInput
from haat.http import Call, cursor, endpoint


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which products, and which page of them. Prices are in minor units of the shop's currency."""

    category: Slug | None = None
    brand: Annotated[str, Meta(max_length=100)] | None = None
    price_min_minor: PriceMinor | None = None
    price_max_minor: PriceMinor | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Products(msgspec.Struct):
    """A page of products. It may be short, even empty: only `next` null is the end."""

    items: list[Product]
    next: str | None


@endpoint(manifest.LIST_PRODUCTS)
def handler(
    call: Call[Query], shelves: ShelfStore, categories: CategoryStore
) -> Products | InvalidInput | CursorInvalid:
    """Products in order of category, newest first in each; of a category also those below it."""
    query = call.input
    lowest, highest = query.price_min_minor, query.price_max_minor
    if lowest is not None and highest is not None and lowest > highest:
        return InvalidInput((FieldError("/price_max_minor", "It is less than price_min_minor."),))
    scope = f"products {query.category} {query.brand} {lowest} {highest}"
    start = cursor.decode(query.cursor, scope=scope)
    if isinstance(start, CursorInvalid):
        return start
    category = categories.resolve(query.category) if query.category else None
    if query.category and category is None:
        return Products([], None)
    wanted = Filters(category.path if category else (), query.brand, lowest, highest)
    page = shelves.page(wanted, limit=query.limit, start=Place(**start) if start else None)
    position = msgspec.to_builtins(page.next) if page.next else None
    return Products(page.products, cursor.encode(position, scope=scope))
