"""One page of products for what a client asks, whichever path it comes by."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from haat.errors import CursorInvalid, InvalidInput
from haat.http import cursor
from haat.money import Money
from search.asking import Criteria, filters_of, text_of
from search.domain.facets import Facets
from search.domain.queries import DEPTH_MAX, Hit, Match, Part, Query, Results, Sort
from search.port import SearchEngine


class Parameters(Criteria):
    """The query string."""

    sort: Sort = Sort.RELEVANCE
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Rating(msgspec.Struct):
    """What the reviews of a product add up to; `stars` is null without a review."""

    stars: float | None
    reviews: int


class Highlights(msgspec.Struct):
    """Name and description in pieces, those that were asked for apart; empty where none is."""

    name: tuple[Part, ...]
    description: tuple[Part, ...]


class Item(msgspec.Struct, omit_defaults=True):
    """One product; `price` is the lowest of its variants, `score` there if the order is relevance."""

    id: str
    name: str
    brand: str
    category: str
    price: Money
    image: str | None
    in_stock: bool
    rating: Rating
    highlights: Highlights
    score: float | UnsetType = UNSET


class Page(msgspec.Struct):
    """One page; a facet's counts obey every filter but its own. `match` tells how it fits the words."""

    items: list[Item]
    next: str | None
    total: int
    match: Match
    facets: Facets


def find(asked: Parameters, engine: SearchEngine) -> Page | InvalidInput | CursorInvalid:
    """The page that is asked for."""
    text, filters = text_of(asked), filters_of(asked)
    if isinstance(filters, InvalidInput):
        return filters
    scope = repr((text, filters, asked.sort.value))
    position = cursor.decode(asked.cursor, scope=scope)
    if isinstance(position, CursorInvalid):
        return position
    offset = position["offset"] if position else 0
    results = engine.search(Query(text, filters, asked.sort, asked.limit, offset))
    after = cursor.encode(_position_after(offset + asked.limit, results), scope=scope)
    items = [item_of(hit) for hit in results.hits]
    return Page(items, after, results.total, results.match, results.facets)


def _position_after(offset: int, results: Results) -> dict[str, int] | None:
    return {"offset": offset} if offset < min(results.total, DEPTH_MAX) else None


def item_of(hit: Hit) -> Item:
    """A product as a list shows it."""
    return Item(
        id=hit.id,
        name=hit.name,
        brand=hit.brand,
        category=hit.category,
        price=hit.price,
        image=hit.image,
        in_stock=hit.in_stock,
        rating=Rating(hit.stars, hit.reviews),
        highlights=Highlights(hit.name_parts, hit.excerpt),
        score=UNSET if hit.score is None else hit.score,
    )
