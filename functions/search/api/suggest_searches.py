"""GET /api/search/suggestions"""

from typing import Annotated

import msgspec
from msgspec import Meta

from haat.http import Call, endpoint
from search import manifest
from search.asking import WORDS_MAX_CHARACTERS
from search.domain.suggesting import CategorySuggested, ProductSuggested
from search.engines import Engine
from search.queries_asked import QueriesAsked


class Parameters(msgspec.Struct, forbid_unknown_fields=True):
    """What was typed so far."""

    q: Annotated[str, Meta(min_length=1, max_length=WORDS_MAX_CHARACTERS)]
    limit: Annotated[int, Meta(ge=1, le=10)] = 5


class Suggestions(msgspec.Struct):
    """Questions that others asked, products, and categories, the best first."""

    queries: tuple[str, ...]
    products: tuple[ProductSuggested, ...]
    categories: tuple[CategorySuggested, ...]


@endpoint(manifest.SUGGEST_SEARCHES)
def handler(call: Call[Parameters], engine: Engine, asked: QueriesAsked) -> Suggestions:
    """Suggest what somebody who is typing may be looking for; one wrong letter of a word is forgiven."""
    typed, limit = call.input.q, call.input.limit
    found = engine.suggest(typed, limit)
    return Suggestions(asked.beginning_with(typed, limit), found.products, found.categories)
