"""An index in a directory: tantivy behind the words of the domain."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy
from tantivy import Order

from search.domain.entries import Entry, Product
from search.domain.queries import Facet, Filters, Hit, Query, Results, Sort
from search.domain.ranking import WEIGHTS, Weights
from search.domain.readings import words_of
from search.engines.embedded import counting, schema
from search.engines.embedded.filtering import filtered, listed
from search.engines.embedded.ranking import attempts

_WRITER_BYTES = 15_000_000  # the least that tantivy accepts for its one thread
_ORDERS = {
    Sort.PRICE_ASC: (schema.PRICE, Order.Asc),
    Sort.PRICE_DESC: (schema.PRICE, Order.Desc),
    Sort.NEWEST: (schema.CREATED, Order.Desc),
    Sort.NAME: (schema.NAME_KEY, Order.Asc),
}


class LocalIndex:
    """The index in one directory, as its files were when it was opened, reloaded or written last."""

    def __init__(self, directory: Path, weights: Weights = WEIGHTS) -> None:
        """Open the index in `directory`, or create one. Raises ValueError if its files are damaged."""
        self._weights = weights
        self._index = tantivy.Index(schema.SCHEMA, str(directory))
        schema.register_analyzers(self._index)
        self._index.config_reader("manual")  # the default watches the directory from a thread of its own
        self.reload()

    def reload(self) -> None:
        """See the files as they are now. Raises ValueError if they are damaged."""
        self._index.reload()
        self._searcher = self._index.searcher()

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
        found = self._matching(query.text)
        counts = self._counts(found, query.filters)
        hits = tuple(self._hits(query, filtered(found, query.filters)))
        return Results(hits, counting.total_in(counts), counting.facets_in(counts))

    def _matching(self, text: str) -> tantivy.Query:
        """As strict a query as finds anything, whatever the filters: so pages and facets agree."""
        if not text:
            return listed()
        found = tantivy.Query.empty_query()
        for found in attempts(words_of(text), self._weights):
            if self._finds_any(found):
                break
        return found

    def _finds_any(self, found: tantivy.Query) -> bool:
        return bool(self._searcher.search(found, 1, count=False).hits)

    def _counts(self, found: tantivy.Query, filters: Filters) -> counting.Counts:
        """All facets in one pass, and one more pass for each that must not see its own filter."""
        active = filters.active()
        counts = self._searcher.aggregate(filtered(found, filters), counting.request(set(Facet) - active))
        for facet in active:
            others = filtered(found, filters.without(facet))
            counts |= {facet: self._searcher.aggregate(others, counting.request({facet}))[facet]}
        return counts

    def _hits(self, query: Query, found: tantivy.Query) -> Iterator[Hit]:
        ranked = query.sort is Sort.RELEVANCE and bool(query.text)
        if ranked:
            result = self._searcher.search(found, query.limit, count=False, offset=query.offset)
        else:
            field, order = _ORDERS.get(query.sort, _ORDERS[Sort.NEWEST])
            result = self._searcher.search(
                found, query.limit, count=False, order_by_field=field, offset=query.offset, order=order
            )
        for key, address in result.hits:
            entry = schema.entry_of(self._searcher.doc(address))
            if entry.product:  # always: what is not listed has no words and no price to be found by
                yield _hit(entry, entry.product, round(float(key), 4) if ranked else None)


def entries_in(directory: Path) -> Iterator[Entry]:
    """Every entry of the index in `directory`, whatever its format."""
    index = tantivy.Index.open(str(directory))
    index.config_reader("manual")
    searcher = index.searcher()
    everything = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False)
    return (schema.entry_of(searcher.doc(address)) for _, address in everything.hits)


def _hit(entry: Entry, product: Product, score: float | None) -> Hit:
    return Hit(
        id=entry.id,
        name=product.name,
        brand=product.brand,
        category=product.category,
        price=product.price,
        image=product.image,
        in_stock=entry.in_stock,
        score=score,
    )
