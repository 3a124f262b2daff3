"""Facets: what OpenSearch has to count, and its counts in the domain's words.

Each facet counts behind a filter of its own, all others' conditions, so one request answers everything.
"""

from itertools import pairwise
from typing import Any

from search.domain.queries import (
    FACET_VALUES_MAX,
    PRICE_STEPS_MINOR,
    Facet,
    Facets,
    Filters,
    PriceCount,
    ValueCount,
)
from search.engines.opensearch.filtering import passing
from search.engines.opensearch.schema import BRAND_KEY, CATEGORY_KEY, IN_STOCK, PRICE

FOUND = "found"  # whatever the filters
_VALUES = "values"
# Each shard reports all of its values: the default cuts them off, and counts become estimates.
_SHARD_VALUES_MAX = 65_000

Counts = dict[str, Any]


def request(filters: Filters) -> dict[str, Any]:
    """The aggregations that count products by every facet, and all that the words find."""
    facets = {
        facet.value: {"filter": passing(filters.without(facet)), "aggs": {_VALUES: aggregation}}
        for facet, aggregation in _AGGREGATIONS.items()
    }
    return facets | {FOUND: {"filter": {"match_all": {}}}}


def finds_any(counts: Counts) -> bool:
    """Whether the words find anything, whatever the filters."""
    return bool(counts[FOUND]["doc_count"])


def facets_in(counts: Counts) -> Facets:
    """The facets, from their aggregations."""
    buckets = {facet: counts[facet.value][_VALUES]["buckets"] for facet in Facet}
    return Facets(
        category=_values(buckets[Facet.CATEGORY]),
        brand=_values(buckets[Facet.BRAND]),
        price=_prices(buckets[Facet.PRICE]),
        in_stock=tuple(
            ValueCount(bool(value.value), value.count) for value in _values(buckets[Facet.IN_STOCK])
        ),
    )


def _terms(field: str) -> dict[str, Any]:
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {
        "terms": {
            "field": field,
            "size": FACET_VALUES_MAX,
            "shard_size": _SHARD_VALUES_MAX,
            "order": order,
        }
    }


def _price_ranges() -> dict[str, Any]:
    closed = [{"from": lowest, "to": above} for lowest, above in pairwise(PRICE_STEPS_MINOR)]
    return {"range": {"field": PRICE, "ranges": [*closed, {"from": PRICE_STEPS_MINOR[-1]}]}}


def _values(buckets: list[dict[str, Any]]) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(bucket["key"], bucket["doc_count"]) for bucket in buckets)


def _prices(buckets: list[dict[str, Any]]) -> tuple[PriceCount, ...]:
    found = {int(bucket["from"]): bucket["doc_count"] for bucket in buckets}
    highest = {lowest: above - 1 for lowest, above in pairwise(PRICE_STEPS_MINOR)}
    return tuple(
        PriceCount(lowest, highest.get(lowest), found[lowest])
        for lowest in PRICE_STEPS_MINOR
        if found.get(lowest)
    )


_AGGREGATIONS = {
    Facet.CATEGORY: _terms(CATEGORY_KEY),
    Facet.BRAND: _terms(BRAND_KEY),
    Facet.PRICE: _price_ranges(),
    Facet.IN_STOCK: _terms(IN_STOCK),
}
