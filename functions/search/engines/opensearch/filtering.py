"""From filters to queries of OpenSearch that let products through without ranking them."""

from collections.abc import Iterator
from typing import Any

from search.domain.queries import Filters
from search.engines.opensearch.schema import BRAND_KEY, CATEGORY_KEY, IN_STOCK, PRICE

Clause = dict[str, Any]


def passing(filters: Filters) -> Clause:
    """What the filters let through."""
    return {"bool": {"filter": list(_conditions(filters))}}


def _conditions(filters: Filters) -> Iterator[Clause]:
    if filters.category is not None:
        yield {"term": {CATEGORY_KEY: filters.category}}
    if filters.brand is not None:
        yield {"term": {BRAND_KEY: filters.brand}}
    if filters.price_min_minor is not None or filters.price_max_minor is not None:
        bounds = {"gte": filters.price_min_minor, "lte": filters.price_max_minor}
        yield {"range": {PRICE: {name: bound for name, bound in bounds.items() if bound is not None}}}
    if filters.in_stock is not None:
        yield {"term": {IN_STOCK: filters.in_stock}}
