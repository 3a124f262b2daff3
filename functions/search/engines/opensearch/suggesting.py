"""What OpenSearch finds for words that are only begun."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.domain.facets import FACET_VALUES_MAX
from search.domain.fields import EXACT
from search.domain.ranking import ONE_TYPO_FROM
from search.domain.suggesting import ProductSuggested
from search.engines.opensearch import schema
from search.engines.opensearch.ranking import attempts

CATEGORIES = "categories"
_BEGINNINGS = f"{EXACT.value}.{schema.BEGINNINGS}"


def requests(words: Sequence[str], limit: int) -> Iterator[dict[str, Any]]:
    """What to ask: for words that begin like these; at last, also with one letter of each wrong."""
    whole = next(attempts(words))
    for edits in (0, 1):
        begins = [_begins(word, edits) for word in words]
        yield {
            "query": {"bool": {"filter": begins, "should": [whole, *begins]}},
            "size": limit,
            "aggs": {CATEGORIES: {"terms": {"field": schema.CATEGORY_KEY, "size": FACET_VALUES_MAX}}},
            "sort": [{"_score": "desc"}, {schema.ID: "asc"}],
            "_source": schema.ENTRY,
        }


def _begins(word: str, edits: int) -> dict[str, Any]:
    allowed = edits if len(word) >= ONE_TYPO_FROM else 0
    return {"match": {_BEGINNINGS: {"query": word, "fuzziness": allowed}}}


def products_in(hits: Iterable[dict[str, Any]]) -> tuple[ProductSuggested, ...]:
    """The products of an answer."""
    entries = (schema.entry_of(hit["_source"]) for hit in hits)
    known = ((entry.id, entry.product) for entry in entries if entry.product)
    return tuple(ProductSuggested(id_, product.name, product.image) for id_, product in known)
