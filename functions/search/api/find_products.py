"""GET /api/search"""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from haat.errors import CursorInvalid, FieldError, InvalidInput
from haat.http import Call, cursor, endpoint
from haat.money import Money
from search import manifest
from search.domain.queries import DEPTH_MAX, Facets, Filters, Hit, Query, Results, Sort
from search.engines import Engine

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
PriceMinor = Annotated[int, Meta(ge=0, le=10**12)]


class Parameters(msgspec.Struct, forbid_unknown_fields=True):
    """The query string; prices in minor units, both bounds included."""

    q: Annotated[str, Meta(max_length=200)] = ""
    category: Slug | None = None
    brand: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    price_min_minor: PriceMinor | None = None
    price_max_minor: PriceMinor | None = None
    in_stock: bool | None = None
    sort: Sort = Sort.RELEVANCE
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Item(msgspec.Struct, omit_defaults=True):
    """One product; `price` is the lowest of its variants, `score` there if the order is relevance."""

    id: str
    name: str
    brand: str
    category: str
    price: Money
    image: str | None
    in_stock: bool
    score: float | UnsetType = UNSET


class Page(msgspec.Struct):
    """One page; a facet's counts obey every filter but its own."""

    items: list[Item]
    next: str | None
    total: int
    facets: Facets


@endpoint(manifest.FIND_PRODUCTS)
def handler(call: Call[Parameters], engine: Engine) -> Page | InvalidInput | CursorInvalid:
    """Find products: words and filters narrow, facets tell how much further one may."""
    asked = call.input
    lowest, highest = asked.price_min_minor, asked.price_max_minor
    if lowest is not None and highest is not None and lowest > highest:
        return InvalidInput((FieldError("/price_min_minor", "Greater than `price_max_minor`."),))
    filters = Filters(asked.category, asked.brand, lowest, highest, asked.in_stock)
    text = asked.q.strip()
    scope = repr((text, filters, asked.sort.value))
    position = cursor.decode(asked.cursor, scope=scope)
    if isinstance(position, CursorInvalid):
        return position
    offset = position["offset"] if position else 0
    results = engine.search(Query(text, filters, asked.sort, asked.limit, offset))
    after = cursor.encode(_position_after(offset + asked.limit, results), scope=scope)
    return Page([_item(hit) for hit in results.hits], after, results.total, results.facets)


def _position_after(offset: int, results: Results) -> dict[str, int] | None:
    return {"offset": offset} if offset < min(results.total, DEPTH_MAX) else None


def _item(hit: Hit) -> Item:
    return Item(
        id=hit.id,
        name=hit.name,
        brand=hit.brand,
        category=hit.category,
        price=hit.price,
        image=hit.image,
        in_stock=hit.in_stock,
        score=UNSET if hit.score is None else hit.score,
    )
