"""GET /api/search/facets"""

import msgspec

from haat.errors import InvalidInput
from haat.http import Call, endpoint
from search import manifest
from search.asking import Criteria, filters_of, text_of
from search.domain.facets import Facets
from search.domain.queries import Query
from search.engines import Engine
from search.steering import Rules


class Counts(msgspec.Struct):
    """How many products there are; a facet's counts obey every filter but its own."""

    total: int
    facets: Facets


@endpoint(manifest.COUNT_PRODUCTS)
def handler(call: Call[Criteria], engine: Engine, rules: Rules) -> Counts | InvalidInput:
    """Count products by what they can be filtered by."""
    filters = filters_of(call.input)
    if isinstance(filters, InvalidInput):
        return filters
    text = text_of(call.input)
    steering = rules.steer(text)
    results = engine.search(Query(text, filters, limit=1, also=steering.also, pinned=steering.pinned))
    return Counts(results.total, results.facets)
