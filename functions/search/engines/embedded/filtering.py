"""From filters to a query of tantivy that lets products through without ranking them."""

from collections.abc import Iterator

from tantivy import FieldType, Occur, Query

from search.domain.queries import Filters
from search.engines.embedded.schema import BRAND_KEY, CATEGORY_KEY, IN_STOCK, LISTED, PRICE, SCHEMA

_PRICE_MAX_MINOR = 2**63 - 1


def filtered(found: Query, filters: Filters) -> Query:
    """What `found` finds and the filters let through, ranked as in `found`."""
    conditions = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in _conditions(filters)]
    return Query.boolean_query([(Occur.Must, found), *conditions]) if conditions else found


def listed() -> Query:
    """Every product that is for sale."""
    return _is(LISTED, True)


def _conditions(filters: Filters) -> Iterator[Query]:
    if filters.category is not None:
        yield _is(CATEGORY_KEY, filters.category)
    if filters.brand is not None:
        yield _is(BRAND_KEY, filters.brand)
    if filters.price_min_minor is not None or filters.price_max_minor is not None:
        lowest, highest = filters.price_min_minor, filters.price_max_minor
        yield _price_within(lowest or 0, _PRICE_MAX_MINOR if highest is None else highest)
    if filters.in_stock is not None:
        yield _is(IN_STOCK, filters.in_stock)


def _is(field: str, value: str | bool) -> Query:  # noqa: FBT001 -- the value of the field
    return Query.term_query(SCHEMA, field, value, "basic")


def _price_within(lowest_minor: int, highest_minor: int) -> Query:
    return Query.range_query(SCHEMA, PRICE, FieldType.Integer, lowest_minor, highest_minor)
