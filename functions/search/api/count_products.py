"""GET /api/search/facets"""

import msgspec

from haat.errors import InvalidInput
from haat.http import Call, endpoint
from search import manifest
from search.asking import Criteria, filters_of, text_of
from search.category_names import CategoryNames
from search.domain.queries import Query
from search.engines import Engine
from search.facets_view import NamedFacets, named
from search.steering import Rules


class Counts(msgspec.Struct):
    """How many products there are; a facet's counts obey every filter but its own."""

    total: int
    facets: NamedFacets


@endpoint(manifest.COUNT_PRODUCTS)
def handler(
    call: Call[Criteria], engine: Engine, rules: Rules, names: CategoryNames
) -> Counts | InvalidInput:
    """Count products by what they can be filtered by."""
    filters = filters_of(call.input)
    if isinstance(filters, InvalidInput):
        return filters
    text = text_of(call.input)
    steering = rules.steer(text)
    results = engine.search(Query(text, filters, limit=1, also=steering.also, pinned=steering.pinned))
    return Counts(results.total, named(results.facets, names))
