"""Facets: what tantivy has to count, and its counts in the domain's words."""

from collections.abc import Collection
from itertools import accumulate, pairwise
from typing import Any

import tantivy

from search.domain.facets import (
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
from search.engines.embedded.attributes import (
    Aggregate,
    Counts,
    Telling,
    attributes,
    terms,
    values,
    values_of,
)
from search.engines.embedded.filtering import filtered
from search.engines.embedded.schema import (
    BRAND_KEY,
    CATEGORY_KEY,
    CENTISTARS,
    IN_STOCK,
    PRICE,
)

TOTAL = "total"


def count(
    aggregate: Aggregate, found: tantivy.Query, filters: Filters, telling: Telling
) -> tuple[int, Facets]:
    """How many products there are, and all facets.

    One pass over the products, one more for each facet that must not see its own filter, and one for the
    attributes that tell most.
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
    but = {asked.name for asked in filters.attributes}
    within = tuple(ValueCount(slug, 1) for slug in filters.categories) or values(counts[Facet.CATEGORY])
    others = telling.count(aggregate, narrowed, total, within, but)
    return total, _facets(counts, (*(one for one in asked if one.values), *others))


def _attribute(name: str, aggregate: Aggregate, found: tantivy.Query) -> AttributeCount:
    return attributes([name], aggregate(found, values_of([name])))[0]


def categories(aggregate: Aggregate, found: tantivy.Query) -> tuple[ValueCount, ...]:
    """The categories of what was found."""
    return values(aggregate(found, {CATEGORY_KEY: _AGGREGATIONS[Facet.CATEGORY]})[CATEGORY_KEY])


def _request(facets: Collection[Facet]) -> dict[str, Any]:
    """The aggregations that count products in all and by `facets`."""
    return {facet.value: _AGGREGATIONS[facet] for facet in facets} | {TOTAL: _TOTAL}


def _facets(counts: Counts, by_attribute: tuple[AttributeCount, ...]) -> Facets:
    return Facets(
        category=values(counts[Facet.CATEGORY]),
        brand=values(counts[Facet.BRAND]),
        price=_prices(counts[Facet.PRICE]),
        stars=_stars(counts[Facet.STARS]),
        in_stock=tuple(
            ValueCount(bool(value.value), value.count) for value in values(counts[Facet.IN_STOCK])
        ),
        attributes=by_attribute,
    )


def _ranges(field: str, steps: Collection[int]) -> dict[str, Any]:
    """Of ascending steps; the last range is open."""
    closed = [{"from": lowest, "to": above} for lowest, above in pairwise(steps)]
    return {"range": {"field": field, "ranges": [*closed, {"from": max(steps)}]}}


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
    Facet.CATEGORY: terms(CATEGORY_KEY, FACET_VALUES_MAX),
    Facet.BRAND: terms(BRAND_KEY, FACET_VALUES_MAX),
    Facet.PRICE: _ranges(PRICE, PRICE_STEPS_MINOR),
    Facet.STARS: _ranges(CENTISTARS, sorted(100 * stars for stars in STARS)),
    Facet.IN_STOCK: terms(IN_STOCK, 2),
}
