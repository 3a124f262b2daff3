"""An index in a directory: tantivy behind the words of the domain."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import tantivy
from tantivy import Order

from search.domain.entries import Entry, Product
from search.domain.facets import Facets
from search.domain.filters import Filters
from search.domain.highlighting import IsFound, excerpt, parts
from search.domain.queries import Hit, Match, Query, Results, Sort
from search.domain.ranking import WEIGHTS, Weights
from search.domain.readings import words_of
from search.domain.suggesting import (
    CategorySuggested,
    ProductSuggested,
    Suggestions,
    best_categories,
    words_typed,
)
from search.engines.embedded import counting, schema
from search.engines.embedded.attributes import Telling
from search.engines.embedded.filtering import filtered, listed, pinned
from search.engines.embedded.found import words_asked
from search.engines.embedded.ranking import attempts
from search.engines.embedded.suggesting import begun

_WRITER_BYTES = 15_000_000  # the least that tantivy accepts for its one thread
_ORDERS = {
    Sort.PRICE_ASC: (schema.PRICE, Order.Asc),
    Sort.PRICE_DESC: (schema.PRICE, Order.Desc),
    Sort.NEWEST: (schema.CREATED, Order.Desc),
    Sort.NAME: (schema.NAME_KEY, Order.Asc),
    Sort.RATING: (schema.CENTISTARS, Order.Desc),
    Sort.POPULARITY: (schema.POPULARITY, Order.Desc),
}


# What fits the words by each of the attempts to find anything.
_MATCHES = (Match.WORDS, Match.SPELLING, Match.SOME, Match.SOME)


# Questions whose counts are remembered, of some 10 KB each at most, until the index changes.
_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a question finds, whatever the page and the order."""

    found: tantivy.Query
    match: Match
    total: int
    facets: Facets


class NotListed(RuntimeError):
    """A question has found what is not for sale: it has no words and no price to be found by."""


class LocalIndex:
    """The index in one directory, as its files were when it was opened, reloaded or written last."""

    def __init__(self, directory: Path, weights: Weights = WEIGHTS) -> None:
        """Open the index in `directory`, or create one. Raises ValueError if its files are damaged."""
        self._weights = weights
        self._telling = Telling()
        self._index = tantivy.Index(schema.SCHEMA, str(directory))
        schema.register_analyzers(self._index)
        self._index.config_reader("manual")  # the default watches the directory from a thread of its own
        self.reload()

    def reload(self) -> None:
        """See the files as they are now. Raises ValueError if they are damaged."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._telling.follow(self.size)
        self._answer = lru_cache(_REMEMBERED)(self._looked_up)  # paging and sorting count nothing again

    @property
    def size(self) -> int:
        """How many entries there are."""
        return int(self._searcher.num_docs)

    def find(self, product_id: str) -> Entry | None:
        """The entry of one product."""
        by_id = tantivy.Query.term_query(schema.SCHEMA, schema.ID, product_id, "basic")
        found = self._searcher.search(by_id, 1, count=False).hits
        return schema.entry_of(self._searcher.doc(found[0][1])) if found else None

    def write(self, entries: Iterable[Entry]) -> None:
        """Replace entries, and merge small segments. One commit: all of them or none."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        for entry in entries:
            writer.delete_documents_by_term(schema.ID, entry.id)
            writer.add_document(schema.document_of(entry))
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def search(self, query: Query) -> Results:
        """Answer a question."""
        texts = (query.text, *query.also)
        answer = self._answer(texts, query.pinned, query.filters)
        is_found = words_asked(texts, answer.match)
        hits = self._hits(query, filtered(answer.found, query.filters))
        return Results(tuple(_hit(*hit, is_found) for hit in hits), answer.total, answer.facets, answer.match)

    def suggest(self, typed: str, limit: int) -> Suggestions:
        """Answer somebody who is still typing."""
        words = words_typed(typed)
        for found in begun(self._searcher, words) if words else ():
            hits = self._searcher.search(found, limit, count=False).hits
            if hits:
                entries = (schema.entry_of(self._searcher.doc(address)) for _, address in hits)
                return Suggestions(tuple(map(_suggested, entries)), self._categories(found, words))
        return Suggestions()

    def _looked_up(self, texts: tuple[str, ...], pins: tuple[str, ...], filters: Filters) -> _Answer:
        found, match = self._matching(texts)
        if texts[0]:
            found = pinned(found, pins)
        total, facets = counting.count(self._searcher.aggregate, found, filters, self._telling)
        return _Answer(found, match, total, facets)

    def _categories(self, found: tantivy.Query, words: Sequence[str]) -> tuple[CategorySuggested, ...]:
        return best_categories(counting.categories(self._searcher.aggregate, found), words)

    def _matching(self, texts: Sequence[str]) -> tuple[tantivy.Query, Match]:
        """As strict a query as finds anything, whatever the filters: so pages and facets agree."""
        if not texts[0]:
            return listed(), Match.WORDS
        tries = [attempts(words_of(text), self._weights) for text in texts]
        for match, found in zip(_MATCHES, zip_longest(*tries, fillvalue=None), strict=False):
            best = _best_of([query for query in found if query])
            if self._finds_any(best):
                return best, match
        return tantivy.Query.empty_query(), Match.NOTHING

    def _finds_any(self, found: tantivy.Query) -> bool:
        return bool(self._searcher.search(found, 1, count=False).hits)

    def _hits(self, query: Query, found: tantivy.Query) -> Iterator[tuple[Entry, float | None]]:
        ranked = query.sort is Sort.RELEVANCE and bool(query.text)
        if ranked:
            result = self._searcher.search(found, query.limit, count=False, offset=query.offset)
        else:
            field, order = _ORDERS.get(query.sort, _ORDERS[Sort.NEWEST])
            result = self._searcher.search(
                found, query.limit, count=False, order_by_field=field, offset=query.offset, order=order
            )
        for key, address in result.hits:
            yield schema.entry_of(self._searcher.doc(address)), round(float(key), 4) if ranked else None


def _best_of(queries: list[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def entries_in(directory: Path) -> Iterator[Entry]:
    """Every entry of the index in `directory`, whatever its format."""
    index = tantivy.Index.open(str(directory))
    index.config_reader("manual")
    searcher = index.searcher()
    everything = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False)
    return (schema.entry_of(searcher.doc(address)) for _, address in everything.hits)


def _suggested(entry: Entry) -> ProductSuggested:
    product = _listed(entry)
    return ProductSuggested(entry.id, product.name, product.image)


def _listed(entry: Entry) -> Product:
    if entry.product is None:
        raise NotListed(entry.id)
    return entry.product


def _hit(entry: Entry, score: float | None, is_found: IsFound) -> Hit:
    product = _listed(entry)
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
