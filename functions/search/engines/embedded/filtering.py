"""From filters to a query of tantivy that lets products through without ranking them."""

from collections.abc import Iterator, Sequence

from tantivy import FieldType, Occur, Query

from search.domain.filters import Filters
from search.engines.embedded.schema import (
    BRAND_KEY,
    CATEGORY_KEY,
    CENTISTARS,
    ID,
    IN_STOCK,
    LISTED,
    PRICE,
    SAMPLE,
    SAMPLES,
    SCHEMA,
    VALUES,
)

_NUMBER_MAX = 2**63 - 1
_PIN_SCORE = 10_000.0  # far above what words earn; small enough for their scores to be seen beside it


def filtered(found: Query, filters: Filters) -> Query:
    """What `found` finds and the filters let through, ranked as in `found`."""
    conditions = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in _conditions(filters)]
    return Query.boolean_query([(Occur.Must, found), *conditions]) if conditions else found


def listed() -> Query:
    """Every product that is for sale."""
    return _is(LISTED, True)


def in_category(slug: str) -> Query:
    """Every product of a category, and of those below it."""
    return _is(CATEGORY_KEY, slug)


def pinned(found: Query, ids: Sequence[str]) -> Query:
    """What `found` finds, and the products `ids` that are for sale, which come before it in their order."""
    if not ids:
        return found
    steps = zip(ids, range(len(ids), 0, -1), strict=True)
    pins = [(Occur.Should, Query.const_score_query(_is(ID, id_), _PIN_SCORE * step)) for id_, step in steps]
    for_sale = (Occur.Must, Query.const_score_query(listed(), 0.0))
    return Query.boolean_query([for_sale, (Occur.Must, Query.boolean_query([(Occur.Should, found), *pins]))])


def sampled(found: Query, share: float) -> Query:
    """About this share of what `found` finds, always the same products."""
    some = _within(SAMPLE, 0, int(SAMPLES * share))
    return Query.boolean_query([(Occur.Must, found), (Occur.Must, Query.const_score_query(some, 0.0))])


def _conditions(filters: Filters) -> Iterator[Query]:
    if filters.categories:
        yield _any_of(CATEGORY_KEY, filters.categories)
    if filters.brands:
        yield _any_of(BRAND_KEY, filters.brands)
    if filters.price_min_minor is not None or filters.price_max_minor is not None:
        yield _within(PRICE, filters.price_min_minor or 0, filters.price_max_minor)
    if filters.stars_min is not None:
        yield _within(CENTISTARS, 100 * filters.stars_min, None)
    if filters.in_stock is not None:
        yield _is(IN_STOCK, filters.in_stock)
    for asked in filters.attributes:
        yield _any_of(f"{VALUES}.{asked.name}", asked.values)


def _is(field: str, value: str | bool) -> Query:  # noqa: FBT001 -- the value of the field
    return Query.term_query(SCHEMA, field, value, "basic")


def _any_of(field: str, values: Sequence[str]) -> Query:
    return Query.term_set_query(SCHEMA, field, values)


def _within(field: str, lowest: int, highest: int | None) -> Query:
    most = _NUMBER_MAX if highest is None else highest
    return Query.range_query(SCHEMA, field, FieldType.Integer, lowest, most)
