"""GET /api/search/suggestions"""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from haat.http import Call, endpoint
from search import manifest
from search.asking import WORDS_MAX_CHARACTERS
from search.category_names import CategoryNames
from search.domain.suggesting import CategorySuggested, ProductSuggested
from search.engines import Engine
from search.queries_asked import QueriesAsked


class Parameters(msgspec.Struct, forbid_unknown_fields=True):
    """What was typed so far."""

    q: Annotated[str, Meta(min_length=1, max_length=WORDS_MAX_CHARACTERS)]
    limit: Annotated[int, Meta(ge=1, le=10)] = 5


class Category(msgspec.Struct):
    """A category that has such products, and how many; `slug` is what a search is narrowed by."""

    slug: str
    name: str
    products: int


class Suggestions(msgspec.Struct):
    """Questions that others asked, products, and categories, the best first."""

    queries: tuple[str, ...]
    products: tuple[ProductSuggested, ...]
    categories: tuple[Category, ...]


@endpoint(manifest.SUGGEST_SEARCHES)
def handler(call: Call[Parameters], engine: Engine, asked: QueriesAsked, names: CategoryNames) -> Suggestions:
    """Suggest what somebody who is typing may be looking for; one wrong letter of a word is forgiven."""
    typed, limit = call.input.q, call.input.limit
    found = engine.suggest(typed, limit)
    categories = _named(found.categories, names)
    return Suggestions(asked.beginning_with(typed, limit), found.products, categories)


def _named(found: Sequence[CategorySuggested], names: CategoryNames) -> tuple[Category, ...]:
    by_slug = names.of([one.slug for one in found])
    return tuple(Category(one.slug, by_slug[one.slug], one.products) for one in found)
