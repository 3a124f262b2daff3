"""Facets: what tantivy has to count, and its counts in the domain's words."""

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from search.domain.queries import (
    FACET_VALUES_MAX,
    PRICE_STEPS_MINOR,
    Facet,
    Facets,
    PriceCount,
    ValueCount,
)
from search.engines.embedded.schema import BRAND_KEY, CATEGORY_KEY, IN_STOCK, PRICE

TOTAL = "total"
# Each segment reports all of its values: tantivy's default cuts them off, and counts become estimates.
_SEGMENT_VALUES_MAX = 65_000

Counts = Mapping[str, Any]


def request(facets: Collection[Facet]) -> dict[str, Any]:
    """The aggregations that count products in all and by `facets`."""
    return {facet.value: _AGGREGATIONS[facet] for facet in facets} | {TOTAL: _TOTAL}


def total_in(counts: Counts) -> int:
    """How many products were counted."""
    return int(counts[TOTAL]["value"])


def facets_in(counts: Counts) -> Facets:
    """The facets, from aggregations of all of them."""
    return Facets(
        category=_values(counts[Facet.CATEGORY]),
        brand=_values(counts[Facet.BRAND]),
        price=_prices(counts[Facet.PRICE]),
        in_stock=tuple(
            ValueCount(bool(value.value), value.count) for value in _values(counts[Facet.IN_STOCK])
        ),
    )


def _terms(field: str) -> dict[str, Any]:
    return {
        "terms": {"field": field, "size": FACET_VALUES_MAX, "segment_size": _SEGMENT_VALUES_MAX},
    }


def _price_ranges() -> dict[str, Any]:
    closed = [{"from": lowest, "to": above} for lowest, above in pairwise(PRICE_STEPS_MINOR)]
    return {"range": {"field": PRICE, "ranges": [*closed, {"from": PRICE_STEPS_MINOR[-1]}]}}


def _values(counted: Counts) -> tuple[ValueCount, ...]:
    """The most frequent first, equal ones in order of the value."""
    values = (ValueCount(bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"])
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))


def _prices(counted: Counts) -> tuple[PriceCount, ...]:
    found = {int(bucket["from"]): bucket["doc_count"] for bucket in counted["buckets"] if "from" in bucket}
    highest = {lowest: above - 1 for lowest, above in pairwise(PRICE_STEPS_MINOR)}
    return tuple(
        PriceCount(lowest, highest.get(lowest), found[lowest])
        for lowest in PRICE_STEPS_MINOR
        if found.get(lowest)
    )


_TOTAL = {"value_count": {"field": PRICE}}  # every listed product has exactly one price
_AGGREGATIONS = {
    Facet.CATEGORY: _terms(CATEGORY_KEY),
    Facet.BRAND: _terms(BRAND_KEY),
    Facet.PRICE: _price_ranges(),
    Facet.IN_STOCK: _terms(IN_STOCK),
}
