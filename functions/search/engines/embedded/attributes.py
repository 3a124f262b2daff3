"""Counting by attributes, of which there are thousands: by those that tell most about what was found."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import tantivy

from search.domain.facets import ATTRIBUTE_VALUES_MAX, AttributeCount, ValueCount
from search.domain.telling import most_telling
from search.engines.embedded.filtering import in_category, sampled
from search.engines.embedded.schema import VALUE_NAMES, VALUES

CANDIDATES = 24  # attributes that are looked at, those that most products have, to find the telling ones
SAMPLE_PRODUCTS = 2_000  # are enough to tell which attributes are; they are counted over all products
CATEGORIES = 5  # of what was found, those with the most products
TRIED = 10  # attributes that tell most about those categories
ENOUGH = 3  # of them that tell something about what was found
# Each segment reports all of its values: tantivy's default cuts them off, and counts become estimates.
_SEGMENT_VALUES_MAX = 65_000

Counts = Mapping[str, Any]
Aggregate = Callable[[tantivy.Query, dict[str, Any]], Counts]


class Telling:
    """Which attributes tell most about the products of each category, so far as anybody has asked.

    To look at those of each question would cost more than all of its other facets. What tells most changes
    slowly, so it is kept until the index has grown or shrunk by a tenth.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, float]] = {}
        self._products = 0

    def follow(self, products: int) -> None:
        """Forget what was true of an index of another size."""
        if abs(products - self._products) * 10 >= self._products:
            self._known, self._products = {}, products

    def count(
        self,
        aggregate: Aggregate,
        found: tantivy.Query,
        total: int,
        categories: Sequence[ValueCount],
        but: Collection[str],
    ) -> list[AttributeCount]:
        """The attributes but some that tell most about the `total` products found, counted exactly."""
        if total <= SAMPLE_PRODUCTS and self._products <= SAMPLE_PRODUCTS:
            return _looked_at(aggregate, found, total, but)
        names = [name for name in self._names(aggregate, categories) if name not in but][:TRIED]
        counted = _telling(attributes(names, aggregate(found, values_of(names))), total) if names else []
        return counted if len(counted) >= ENOUGH else _looked_at(aggregate, found, total, but)

    def _names(self, aggregate: Aggregate, categories: Sequence[ValueCount]) -> list[str]:
        """The attributes that tell most about some categories taken together, the best first."""
        told: Counter[str] = Counter()
        for category in categories[:CATEGORIES]:
            for name, bits in self._of(aggregate, str(category.value)).items():
                told[name] += bits * category.count  # type: ignore[assignment]  # a counter of bits
        return [name for name, _ in told.most_common()]

    def _of(self, aggregate: Aggregate, category: str) -> dict[str, float]:
        if category not in self._known:
            some = sampled(in_category(category), min(SAMPLE_PRODUCTS / max(self._products, 1), 1))
            counted = _candidates(aggregate, some, ())
            total = max((sum(v.count for v in attribute.values) for attribute in counted), default=0)
            self._known[category] = most_telling(counted, total) if total else {}
        return self._known[category]


def terms(field: str, size: int) -> dict[str, Any]:
    """The aggregation that counts by the values of a field, those with the most products."""
    return {"terms": {"field": field, "size": size, "segment_size": _SEGMENT_VALUES_MAX}}


def values(counted: Counts) -> tuple[ValueCount, ...]:
    """The most frequent first, equal ones in order of the value."""
    found = (ValueCount(bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"])
    return tuple(sorted(found, key=lambda value: (-value.count, value.value)))


def values_of(names: Iterable[str]) -> dict[str, Any]:
    """The aggregations that count by some attributes."""
    return {name: terms(f"{VALUES}.{name}", ATTRIBUTE_VALUES_MAX) for name in names}


def attributes(names: Iterable[str], counts: Counts) -> list[AttributeCount]:
    """The attributes, from those aggregations."""
    return [AttributeCount(name, values(counts[name])) for name in names]


def _looked_at(
    aggregate: Aggregate, found: tantivy.Query, total: int, but: Collection[str]
) -> list[AttributeCount]:
    """The attributes that tell most, by looking at all that products have, or a sample of them."""
    if not total:
        return []
    share = min(SAMPLE_PRODUCTS / total, 1)
    if share == 1:
        return _telling(_candidates(aggregate, found, but), total)
    best = _telling(_candidates(aggregate, sampled(found, share), but), SAMPLE_PRODUCTS)
    names = [attribute.name for attribute in best]
    return attributes(names, aggregate(found, values_of(names)))


def _candidates(aggregate: Aggregate, found: tantivy.Query, but: Collection[str]) -> list[AttributeCount]:
    named = aggregate(found, {VALUE_NAMES: terms(VALUE_NAMES, CANDIDATES + len(but))})[VALUE_NAMES]
    names = [bucket["key"] for bucket in named["buckets"] if bucket["key"] not in but]
    return attributes(names, aggregate(found, values_of(names))) if names else []


def _telling(counted: Iterable[AttributeCount], total: int) -> list[AttributeCount]:
    by_name = {attribute.name: attribute for attribute in counted}
    return [by_name[name] for name in most_telling(by_name.values(), total)]
