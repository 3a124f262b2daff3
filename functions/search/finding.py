"""One page of products for what a client asks, whichever path it comes by."""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from haat.errors import CursorInvalid, InvalidInput
from haat.http import cursor
from haat.money import Money
from search.asking import Criteria, filters_of, text_of
from search.category_names import CategoryNames
from search.domain.correcting import corrected
from search.domain.filters import Filters
from search.domain.queries import DEPTH_MAX, Hit, Match, Part, Query, Results, Sort
from search.domain.rules import Steering
from search.facets_view import NamedFacets, named
from search.port import Searcher


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
    """One product; `price` is the lowest of its variants, and `original_price` there if that is a sale's.

    `score` is there if the order is relevance.
    """

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
    original_price: Money | UnsetType = UNSET


class Reason(StrEnum):
    """What is shown where nothing was found."""

    WITHOUT_FILTERS = "without_filters"  # what has the words, whatever the filters
    NEWEST = "newest"  # nothing has the words


class Instead(msgspec.Struct):
    """Products that were not asked for, because there are none that were."""

    reason: Reason
    items: list[Item]


class Page(msgspec.Struct):
    """One page; a facet's counts obey every filter but its own. `match` tells how it fits the words.

    `did_you_mean` is the question in the words of what was found, if it was found by its spelling only.
    `instead` is there if nothing was found; `redirect`, a path, if there is a better page for the question.
    """

    items: list[Item]
    next: str | None
    total: int
    match: Match
    facets: NamedFacets
    did_you_mean: str | None
    instead: Instead | None
    redirect: str | None


def find(
    asked: Parameters, engine: Searcher, steering: Steering, names: CategoryNames
) -> Page | InvalidInput | CursorInvalid:
    """The page that is asked for."""
    text, filters = text_of(asked), filters_of(asked)
    if isinstance(filters, InvalidInput):
        return filters
    scope = repr((text, filters, asked.sort.value))
    position = cursor.decode(asked.cursor, scope=scope)
    if isinstance(position, CursorInvalid):
        return position
    offset = position["offset"] if position else 0
    query = Query(text, filters, asked.sort, asked.limit, offset, steering.also, steering.pinned)
    results = engine.search(query)
    after = cursor.encode(_position_after(offset + asked.limit, results), scope=scope)
    items = [item_of(hit) for hit in results.hits]
    meant = _meant(text, results)
    instead = None if results.total else _instead(query, results.match, engine)
    facets = named(results.facets, names)
    return Page(items, after, results.total, results.match, facets, meant, instead, steering.redirect)


def _meant(text: str, results: Results) -> str | None:
    if results.match is not Match.SPELLING:
        return None
    return corrected(text, (f"{hit.name} {hit.brand}" for hit in results.hits))


def _instead(query: Query, match: Match, engine: Searcher) -> Instead | None:
    """One more question to the engine."""
    has_words = bool(query.text) and match is not Match.NOTHING
    reason = Reason.WITHOUT_FILTERS if has_words and query.filters != Filters() else Reason.NEWEST
    hits = engine.search(
        Query(query.text, limit=query.limit, also=query.also) if has_words else Query(limit=query.limit)
    ).hits
    return Instead(reason, [item_of(hit) for hit in hits]) if hits else None


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
        original_price=hit.original_price or UNSET,
    )
