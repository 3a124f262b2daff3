"""Comparing the index with its sources, and telling it what it has missed.

Events reach the index within seconds, and again after a failure; those that failed for days lie in a
dead-letter queue, and some may be lost. So now and then every product is compared: what was missed is
indexed then, however long nobody was listening.
"""

from collections.abc import Collection, Iterator

from search.domain.comparing import Difference, Truth, difference
from search.engines import Engine
from search.store import SourceStore


class Comparison:
    """The index beside the rows of catalog and inventory, a page of the table at a time."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._source = SourceStore()

    def heal(self) -> tuple[int, list[Difference]]:
        """Index what was missed: how many products' entries changed, and what is ahead and stays so."""
        healed, ahead = 0, list[Difference]()
        for page in self._source.pages():
            missed = self._differing(page)
            late = [change for truth, found in missed if not found.is_ahead for change in truth.changes()]
            healed += self._engine.apply(late) if late else 0
            ahead += [found for _, found in missed if found.is_ahead]
        return healed, [found for found in ahead if self.differences([found.product_id])]

    def differences(self, product_ids: Collection[str]) -> list[Difference]:
        """Which of these products differ now, read one by one."""
        return [found for _, found in self._differing(self._source.find(product_ids))]

    def suspects(self) -> Iterator[Difference]:
        """Which products differ at a first look. Some may be changing: look at them again in a while."""
        for page in self._source.pages():
            for _, found in self._differing(page):
                yield found

    def _differing(self, page: list[Truth]) -> list[tuple[Truth, Difference]]:
        known = self._engine.find_many([truth.id for truth in page])
        compared = ((truth, difference(truth, known.get(truth.id))) for truth in page)
        return [(truth, found) for truth, found in compared if found]
