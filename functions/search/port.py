"""What a search engine does for Haat, whichever it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from search.domain.entries import Change, Entry
from search.domain.queries import Query, Results
from search.domain.suggesting import Suggestions


class Searcher(Protocol):
    """Whatever answers questions."""

    def search(self, query: Query) -> Results:
        """Answer a question, from an index that may be some seconds old."""


class SearchEngine(Searcher, Protocol):
    """An index of products. The tests of every engine are the same: the contract."""

    def suggest(self, typed: str, limit: int) -> Suggestions:
        """What somebody may be looking for who is still typing: `limit` products, and categories."""

    def apply(self, changes: Sequence[Change]) -> int:
        """Put changes into the index, durably; old news and repeats change nothing.

        Returns how many products' entries have changed. Raises when nothing is certain: apply them again.
        """

    def find(self, product_id: str) -> Entry | None:
        """What the index knows of one product, the archived ones included."""

    def find_many(self, product_ids: Collection[str]) -> Mapping[str, Entry]:
        """What the index knows of some products; those it knows nothing of are left out."""

    def rebuild(self, batches: Iterable[Sequence[Change]]) -> int:
        """Build the index anew from all there is to know, and read it from then on; the number of entries.

        The old one answers meanwhile. What is applied between the first batch's reading and the end is not
        lost: `batches` are asked for after the engine has begun to note that. Raises: then all is as before.
        """
