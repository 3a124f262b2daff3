"""What a search engine does for Haat, whichever it is."""

from collections.abc import Sequence
from typing import Protocol

from search.domain.entries import Change, Entry
from search.domain.queries import Query, Results


class SearchEngine(Protocol):
    """An index of products. The tests of every engine are the same: the contract."""

    def search(self, query: Query) -> Results:
        """Answer a question, from an index that may be some seconds old."""

    def apply(self, changes: Sequence[Change]) -> int:
        """Put changes into the index, durably; old news and repeats change nothing.

        Returns how many products' entries have changed. Raises when nothing is certain: apply them again.
        """

    def find(self, product_id: str) -> Entry | None:
        """What the index knows of one product, the archived ones included."""
