"""Facets: what OpenSearch has to count, and its counts in the domain's words.

Each facet counts behind a filter of its own, all others' conditions, so one request answers everything but
which attributes tell most: those that the products found have are counted by a second one.
"""

from collections.abc import Collection, Iterable
from itertools import accumulate, pairwise
from typing import Any

from search.domain.facets import (
    ATTRIBUTE_VALUES_MAX,
    FACET_VALUES_MAX,
    PRICE_STEPS_MINOR,
    STARS,
    AttributeCount,
    Facet,
    Facets,
    PriceCount,
    StarsCount,
    ValueCount,
)
from search.domain.filters import Filters
from search.domain.telling import most_telling
from search.engines.opensearch.filtering import passing
from search.engines.opensearch.schema import (
    BRAND_KEY,
    CATEGORY_KEY,
    CENTISTARS,
    IN_STOCK,
    PRICE,
    VALUE_NAMES,
    VALUES,
    value_key,
)

FOUND = "found"  # whatever the filters
CANDIDATES = 24  # attributes that are looked at, those that most products have, to find the telling ones
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
    asked = {
        _of_attribute(one.name): {
            "filter": passing(filters.without_attribute(one.name)),
            "aggs": {_VALUES: _values_of(one.name)},
        }
        for one in filters.attributes
    }
    names = {"filter": passing(filters), "aggs": {_VALUES: _terms(VALUE_NAMES)}}
    return facets | asked | {FOUND: {"filter": {"match_all": {}}}, VALUE_NAMES: names}


def candidates(counts: Counts, filters: Filters) -> list[str]:
    """The attributes that most of the products found have, but those that are filtered by."""
    asked = {one.name for one in filters.attributes}
    names = [bucket["key"] for bucket in counts[VALUE_NAMES][_VALUES]["buckets"]]
    return [name for name in names if name not in asked][:CANDIDATES]


def request_attributes(names: Iterable[str], filters: Filters) -> dict[str, Any]:
    """The aggregations that count by some attributes."""
    each = {name: _values_of(name) for name in names}
    return {VALUES: {"filter": passing(filters), "aggs": each}}


def telling(names: Iterable[str], counts: Counts, total: int) -> list[AttributeCount]:
    """Those of the attributes that tell most about what was found, the best first."""
    counted = {name: _attribute(name, counts[VALUES][name]) for name in names}
    return [counted[name] for name in most_telling(counted.values(), total)]


def asked_for(counts: Counts, filters: Filters) -> list[AttributeCount]:
    """The attributes that are filtered by."""
    every = (_attribute(one.name, counts[_of_attribute(one.name)][_VALUES]) for one in filters.attributes)
    return [one for one in every if one.values]


def finds_any(counts: Counts) -> bool:
    """Whether the words find anything, whatever the filters."""
    return bool(counts[FOUND]["doc_count"])


def facets_in(counts: Counts, attributes: Iterable[AttributeCount]) -> Facets:
    """The facets, from their aggregations."""
    buckets = {facet: counts[facet.value][_VALUES]["buckets"] for facet in Facet}
    return Facets(
        category=values(buckets[Facet.CATEGORY]),
        brand=values(buckets[Facet.BRAND]),
        price=_prices(buckets[Facet.PRICE]),
        stars=_stars(buckets[Facet.STARS]),
        in_stock=tuple(
            ValueCount(bool(value.value), value.count) for value in values(buckets[Facet.IN_STOCK])
        ),
        attributes=tuple(attributes),
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


def _of_attribute(name: str) -> str:
    return f"attribute-{name}"


def _values_of(name: str) -> dict[str, Any]:
    counted = _terms(VALUES)
    counted["terms"] |= {"include": value_key(name, ".*"), "size": ATTRIBUTE_VALUES_MAX}
    return counted


def _attribute(name: str, counted: Counts) -> AttributeCount:
    start = len(value_key(name, ""))
    found = (ValueCount(bucket["key"][start:], bucket["doc_count"]) for bucket in counted["buckets"])
    return AttributeCount(name, tuple(found))


def _ranges(field: str, steps: Collection[int]) -> dict[str, Any]:
    """Of ascending steps; the last range is open."""
    closed = [{"from": lowest, "to": above} for lowest, above in pairwise(steps)]
    return {"range": {"field": field, "ranges": [*closed, {"from": max(steps)}]}}


def values(buckets: list[dict[str, Any]]) -> tuple[ValueCount, ...]:
    """The values of a counted field, the most frequent first."""
    return tuple(ValueCount(bucket["key"], bucket["doc_count"]) for bucket in buckets)


def _prices(buckets: list[dict[str, Any]]) -> tuple[PriceCount, ...]:
    found = _by_lowest(buckets)
    highest = {lowest: above - 1 for lowest, above in pairwise(PRICE_STEPS_MINOR)}
    return tuple(
        PriceCount(lowest, highest.get(lowest), found[lowest])
        for lowest in PRICE_STEPS_MINOR
        if found.get(lowest)
    )


def _stars(buckets: list[dict[str, Any]]) -> tuple[StarsCount, ...]:
    """Who has four stars has three as well."""
    found = _by_lowest(buckets)
    sums = accumulate(found.get(100 * stars, 0) for stars in STARS)
    return tuple(StarsCount(stars, products) for stars, products in zip(STARS, sums, strict=True) if products)


def _by_lowest(buckets: list[dict[str, Any]]) -> dict[int, int]:
    return {int(bucket["from"]): bucket["doc_count"] for bucket in buckets}


_AGGREGATIONS = {
    Facet.CATEGORY: _terms(CATEGORY_KEY),
    Facet.BRAND: _terms(BRAND_KEY),
    Facet.PRICE: _ranges(PRICE, PRICE_STEPS_MINOR),
    Facet.STARS: _ranges(CENTISTARS, sorted(100 * stars for stars in STARS)),
    Facet.IN_STOCK: _terms(IN_STOCK),
}
