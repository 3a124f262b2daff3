"""Facets: what tantivy has to count, and its counts in the domain's words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any

import tantivy

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
from search.engines.embedded.filtering import filtered, sampled
from search.engines.embedded.schema import (
    BRAND_KEY,
    CATEGORY_KEY,
    CENTISTARS,
    IN_STOCK,
    PRICE,
    VALUE_NAMES,
    VALUES,
)

TOTAL = "total"
CANDIDATES = 24  # attributes that are looked at, those that most products have, to find the telling ones
SAMPLE_PRODUCTS = 2_000  # are enough to tell which attributes are; they are counted over all products
# Each segment reports all of its values: tantivy's default cuts them off, and counts become estimates.
_SEGMENT_VALUES_MAX = 65_000

Counts = Mapping[str, Any]
Aggregate = Callable[[tantivy.Query, dict[str, Any]], Counts]


def count(aggregate: Aggregate, found: tantivy.Query, filters: Filters) -> tuple[int, Facets]:
    """How many products there are, and all facets.

    One pass over the products, one more for each facet that must not see its own filter, and three at most
    for the attributes, of which all but the last see a sample.
    """
    narrowed, active = filtered(found, filters), filters.active()
    counts = dict(aggregate(narrowed, _request(set(Facet) - active)))
    for facet in active:
        counts |= {facet: aggregate(filtered(found, filters.without(facet)), _request({facet}))[facet]}
    total = int(counts[TOTAL]["value"])
    asked = [
        _attribute(asked.name, aggregate, filtered(found, filters.without_attribute(asked.name)))
        for asked in filters.attributes
    ]
    others = _telling(aggregate, narrowed, total, but={asked.name for asked in filters.attributes})
    return total, _facets(counts, (*(one for one in asked if one.values), *others))


def _attribute(name: str, aggregate: Aggregate, found: tantivy.Query) -> AttributeCount:
    return _attributes([name], aggregate(found, _values_of([name])))[0]


def _telling(
    aggregate: Aggregate, found: tantivy.Query, total: int, *, but: Collection[str]
) -> list[AttributeCount]:
    """The attributes that tell most about what was found, the best first, counted exactly."""
    if not total:
        return []
    share = min(SAMPLE_PRODUCTS / total, 1)
    some = found if share == 1 else sampled(found, share)
    named = aggregate(some, {VALUE_NAMES: _terms(VALUE_NAMES, CANDIDATES + len(but))})[VALUE_NAMES]
    names = [bucket["key"] for bucket in named["buckets"] if bucket["key"] not in but]
    looked_at = _attributes(names, aggregate(some, _values_of(names)))
    best = most_telling(looked_at, max(round(total * share), 1))
    if share < 1:
        looked_at = _attributes(best, aggregate(found, _values_of(best)))
    counted = {attribute.name: attribute for attribute in looked_at}
    return [counted[name] for name in best]


def _values_of(names: Iterable[str]) -> dict[str, Any]:
    return {name: _terms(f"{VALUES}.{name}", ATTRIBUTE_VALUES_MAX) for name in names}


def _attributes(names: Iterable[str], counts: Counts) -> list[AttributeCount]:
    return [AttributeCount(name, _values(counts[name])) for name in names]


def _request(facets: Collection[Facet]) -> dict[str, Any]:
    """The aggregations that count products in all and by `facets`."""
    return {facet.value: _AGGREGATIONS[facet] for facet in facets} | {TOTAL: _TOTAL}


def _facets(counts: Counts, attributes: tuple[AttributeCount, ...]) -> Facets:
    return Facets(
        category=_values(counts[Facet.CATEGORY]),
        brand=_values(counts[Facet.BRAND]),
        price=_prices(counts[Facet.PRICE]),
        stars=_stars(counts[Facet.STARS]),
        in_stock=tuple(
            ValueCount(bool(value.value), value.count) for value in _values(counts[Facet.IN_STOCK])
        ),
        attributes=attributes,
    )


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, "segment_size": _SEGMENT_VALUES_MAX}}


def _ranges(field: str, steps: Collection[int]) -> dict[str, Any]:
    """Of ascending steps; the last range is open."""
    closed = [{"from": lowest, "to": above} for lowest, above in pairwise(steps)]
    return {"range": {"field": field, "ranges": [*closed, {"from": max(steps)}]}}


def _values(counted: Counts) -> tuple[ValueCount, ...]:
    """The most frequent first, equal ones in order of the value."""
    values = (ValueCount(bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"])
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))


def _prices(counted: Counts) -> tuple[PriceCount, ...]:
    found = _by_lowest(counted)
    highest = {lowest: above - 1 for lowest, above in pairwise(PRICE_STEPS_MINOR)}
    return tuple(
        PriceCount(lowest, highest.get(lowest), found[lowest])
        for lowest in PRICE_STEPS_MINOR
        if found.get(lowest)
    )


def _stars(counted: Counts) -> tuple[StarsCount, ...]:
    """Who has four stars has three as well."""
    found = _by_lowest(counted)
    sums = accumulate(found.get(100 * stars, 0) for stars in STARS)
    return tuple(StarsCount(stars, products) for stars, products in zip(STARS, sums, strict=True) if products)


def _by_lowest(counted: Counts) -> dict[int, int]:
    return {int(bucket["from"]): bucket["doc_count"] for bucket in counted["buckets"] if "from" in bucket}


_TOTAL = {"value_count": {"field": PRICE}}  # every listed product has exactly one price
_AGGREGATIONS = {
    Facet.CATEGORY: _terms(CATEGORY_KEY, FACET_VALUES_MAX),
    Facet.BRAND: _terms(BRAND_KEY, FACET_VALUES_MAX),
    Facet.PRICE: _ranges(PRICE, PRICE_STEPS_MINOR),
    Facet.STARS: _ranges(CENTISTARS, sorted(100 * stars for stars in STARS)),
    Facet.IN_STOCK: _terms(IN_STOCK, 2),
}
