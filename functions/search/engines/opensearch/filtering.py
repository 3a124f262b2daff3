"""From filters to queries of OpenSearch that let products through without ranking them."""

from collections.abc import Iterator, Sequence
from typing import Any

from search.domain.filters import Filters
from search.engines.opensearch.schema import (
    BRAND_KEY,
    CATEGORY_KEY,
    CENTISTARS,
    ID,
    IN_STOCK,
    LISTED,
    PRICE,
    VALUES,
    value_key,
)

Clause = dict[str, Any]
_PIN_SCORE = 10_000.0  # far above what words earn; small enough for their scores to be seen beside it


def passing(filters: Filters) -> Clause:
    """What the filters let through."""
    return {"bool": {"filter": list(_conditions(filters))}}


def listed() -> Clause:
    """Every product that is for sale."""
    return {"bool": {"filter": {"term": {LISTED: True}}}}


def pinned(found: Clause, ids: Sequence[str]) -> Clause:
    """What `found` finds, and the products `ids` that are for sale, which come before it in their order."""
    if not ids:
        return found
    steps = zip(ids, range(len(ids), 0, -1), strict=True)
    pins = [
        {"constant_score": {"filter": {"term": {ID: id_}}, "boost": _PIN_SCORE * step}} for id_, step in steps
    ]
    return {"bool": {"filter": listed(), "should": [found, *pins], "minimum_should_match": 1}}


def _conditions(filters: Filters) -> Iterator[Clause]:
    if filters.categories:
        yield {"terms": {CATEGORY_KEY: filters.categories}}
    if filters.brands:
        yield {"terms": {BRAND_KEY: filters.brands}}
    if filters.price_min_minor is not None or filters.price_max_minor is not None:
        bounds = {"gte": filters.price_min_minor, "lte": filters.price_max_minor}
        yield {"range": {PRICE: {name: bound for name, bound in bounds.items() if bound is not None}}}
    if filters.stars_min is not None:
        yield {"range": {CENTISTARS: {"gte": 100 * filters.stars_min}}}
    if filters.in_stock is not None:
        yield {"term": {IN_STOCK: filters.in_stock}}
    for asked in filters.attributes:
        yield {"terms": {VALUES: [value_key(asked.name, value) for value in asked.values]}}
