"""The OpenSearch engine: asks and writes a cluster that the functions share."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from opensearchpy import NotFoundError

from haat.table.meter import meter
from search.domain.entries import Change, Entry, Product
from search.domain.facets import Facets
from search.domain.highlighting import IsFound, excerpt, parts
from search.domain.queries import Hit, Match, Query, Results, Sort
from search.domain.readings import words_of
from search.domain.suggesting import Suggestions, best_categories, words_typed
from search.engines.opensearch import counting, marking, schema, suggesting, versions, writing
from search.engines.opensearch.connection import client
from search.engines.opensearch.filtering import listed, passing, pinned
from search.engines.opensearch.ranking import attempts

NOTHING = Results((), 0, Facets(), Match.NOTHING)
# What fits the words by each of the attempts to find anything.
_MATCHES = (Match.WORDS, Match.SPELLING, Match.SOME, Match.SOME, Match.NOTHING)
_TIE = {schema.ID: "asc"}  # pages follow each other without overlap
_ORDERS: dict[Sort, dict[str, str]] = {
    Sort.PRICE_ASC: {schema.PRICE: "asc"},
    Sort.PRICE_DESC: {schema.PRICE: "desc"},
    Sort.NEWEST: {schema.CREATED: "desc"},
    Sort.NAME: {schema.NAME_KEY: "asc"},
    Sort.RATING: {schema.CENTISTARS: "desc"},
    Sort.POPULARITY: {schema.POPULARITY: "desc"},
}


class OpenSearchEngine:
    """Implements the port `SearchEngine`."""

    def search(self, query: Query) -> Results:
        """Answer from what was refreshed last: as strictly as finds anything, whatever the filters.

        Two round trips; up to six where no product has the words as they are written.
        """
        for match, found in zip(_MATCHES, _tries(query), strict=False):
            answer = self._ask(_request(query, pinned(found, query.pinned) if query.text else found))
            if answer and counting.finds_any(answer["aggregations"]):
                return self._results(query, found, answer, match)
        return NOTHING

    def suggest(self, typed: str, limit: int) -> Suggestions:
        """Answer somebody who is still typing. One round trip; two where nothing begins like that."""
        words = words_typed(typed)
        for request in suggesting.requests(words, limit) if words else ():
            answer = self._ask(request)
            if answer and answer["hits"]["hits"]:
                categories = counting.values(answer["aggregations"][suggesting.CATEGORIES]["buckets"])
                products = suggesting.products_in(answer["hits"]["hits"])
                return Suggestions(products, best_categories(categories, words))
        return Suggestions()

    def apply(self, changes: Sequence[Change]) -> int:
        """Put changes into the index, and into the version that is being built, if one is. Three round trips.

        Raises: IndexBusy, VersionGone, EntriesRefused, or what opensearch-py raised: some may be in then.
        """
        if not changes:
            return 0
        current, following = versions.written()
        changed = writing.write(current, changes)
        if following:
            writing.write(following, changes)
        return changed

    def find(self, product_id: str) -> Entry | None:
        """What the index knows of a product, now. One round trip."""
        meter.count("opensearch.get")
        try:
            found = client().get(index=versions.READ, id=product_id, params={"_source": schema.ENTRY})
        except NotFoundError:  # the product, or an index at all
            return None
        return schema.entry_of(found["_source"])

    def find_many(self, product_ids: Collection[str]) -> Mapping[str, Entry]:
        """What the index knows of some products, now. Two round trips."""
        version = versions.known().current
        kept = writing.read(version, product_ids) if version else {}
        return {id_: found.entry for id_, found in kept.items() if found.seq_no is not None}

    def rebuild(self, batches: Iterable[Sequence[Change]]) -> int:
        """Fill a new version, which others write to as well from the start, and read it in the end.

        Raises: RebuildOvertaken, and what `apply` raises.
        """
        version = versions.begin()
        built = sum(writing.write(version, batch) for batch in batches)
        versions.finish(version)
        return built

    def _ask(self, body: dict[str, Any]) -> dict[str, Any] | None:
        meter.count("opensearch.search")
        try:
            answer: dict[str, Any] = client().search(index=versions.READ, body=body)
        except NotFoundError:  # nothing was ever indexed
            return None
        return answer

    def _results(self, query: Query, found: dict[str, Any], answer: dict[str, Any], match: Match) -> Results:
        counts, hits = answer["aggregations"], answer["hits"]
        total = hits["total"]["value"]
        attributes = counting.asked_for(counts, query.filters)
        names = counting.candidates(counts, query.filters)
        if names:
            whole = pinned(found, query.pinned) if query.text else found
            more = self._ask(
                {"query": whole, "size": 0, "aggs": counting.request_attributes(names, query.filters)}
            )
            attributes += counting.telling(names, more["aggregations"], total) if more else []
        return Results(tuple(_hits(hits["hits"])), total, counting.facets_in(counts, attributes), match)


def _tries(query: Query) -> Iterator[dict[str, Any]]:
    """What to look for, from the strictest to the most forgiving; last of all, nothing but what is pinned."""
    if not query.text:
        yield listed()
        return
    every = [attempts(words_of(text)) for text in (query.text, *query.also)]
    for found in zip_longest(*every, fillvalue=None):
        yield {"dis_max": {"queries": [one for one in found if one]}}
    if query.pinned:
        yield {"match_none": {}}


def _request(query: Query, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "query": found,
        "post_filter": passing(query.filters),
        "aggs": counting.request(query.filters),
        "sort": [_order(query), _TIE],
        "from": query.offset,
        "size": query.limit,
        "track_total_hits": True,
        "_source": schema.ENTRY,
        "highlight": marking.REQUEST,
    }


def _order(query: Query) -> dict[str, str]:
    if query.sort is Sort.RELEVANCE and query.text:
        return {"_score": "desc"}
    return _ORDERS.get(query.sort, _ORDERS[Sort.NEWEST])


def _hits(found: list[dict[str, Any]]) -> Iterator[Hit]:
    for hit in found:
        entry, score = schema.entry_of(hit["_source"]), hit["_score"]
        if entry.product:  # always: what is not listed has no words and is not asked for without
            is_found = marking.words_marked(hit.get("highlight", {}))
            yield _hit(entry, entry.product, None if score is None else round(score, 4), is_found)


def _hit(entry: Entry, product: Product, score: float | None, is_found: IsFound) -> Hit:
    price = product.price
    return Hit(
        id=entry.id,
        name=product.name,
        brand=product.brand,
        category=product.category,
        price=price.lowest,
        original_price=price.usual,
        image=product.image,
        in_stock=entry.in_stock,
        score=score,
        stars=entry.stars,
        reviews=entry.rating.count if entry.rating else 0,
        name_parts=parts(product.name, is_found),
        excerpt=excerpt(product.description, is_found),
    )
