"""Applies products of a file to the catalogue: reads what is there, decides, and writes in batches."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from catalog.domain import SlugTaken
from catalog.store.batches import BatchStore, Change, Known, Prepared, batches, prepare
from catalog.transfers.deciding import Wish, decide
from catalog.transfers.imports import Result
from catalog.transfers.records import Wrong, wrong
from haat.errors import Problem
from haat.faults import Transient

WRITERS = 4  # transactions at once
ATTEMPTS = 4  # against others who change the same products

Outcomes = dict[int, Result | Wrong]
"""What became of the products of some lines, by line."""


class ProductsContended(Transient):
    """Others changed the same products at every attempt."""


class Upserter:
    """Creates and updates products as POST and PUT do, many at once."""

    def __init__(self) -> None:
        self._batches = BatchStore()
        self._writers = ThreadPoolExecutor(WRITERS)

    def known(self, skus: Sequence[str]) -> Known:
        """What is there under some SKUs."""
        return self._batches.known(skus)

    def foresee(self, wishes: Sequence[Wish], known: Known) -> Outcomes:
        """What would become of them. Nothing is written."""
        return {wish.line: _foreseen(decide(wish, known)) for wish in wishes}

    def apply(self, wishes: Sequence[Wish], known: Known) -> Outcomes:
        """Write them; what is there already is left alone. Raises: ProductsContended."""
        outcomes: Outcomes = {}
        waiting = {wish.mark: wish for wish in wishes}
        for attempt in range(ATTEMPTS):
            now = known if attempt == 0 else self.known([sku for one in waiting.values() for sku in one.skus])
            outcomes |= self._attempt(list(waiting.values()), now)
            waiting = {mark: wish for mark, wish in waiting.items() if wish.line not in outcomes}
            if not waiting:
                return outcomes
        raise ProductsContended(", ".join(waiting))

    def _attempt(self, wishes: Sequence[Wish], known: Known) -> Outcomes:
        """What became of those of which it is certain; the others have to be read again."""
        outcomes: Outcomes = {}
        prepared: dict[str, Prepared] = {}
        lines = {wish.mark: wish.line for wish in wishes}
        for wish in wishes:
            decided = decide(wish, known)
            made = prepare(decided, known) if isinstance(decided, Change) else decided
            if isinstance(made, Prepared):
                prepared[wish.mark] = made
            else:
                outcomes[wish.line] = _foreseen(made)
        written = self._writers.map(self._write, batches(prepared.values()))
        return outcomes | {lines[mark]: _foreseen(one) for some in written for mark, one in some}

    def _write(self, batch: list[Prepared]) -> list[tuple[str, Change | SlugTaken]]:
        """Those that are written, or never can be, by their marks.

        All at once, or one by one where some stand in the way of others.
        """
        refusals = self._batches.write(batch)
        if not refusals:
            return [(one.change.mark, one.change) for one in batch]
        if len(batch) > 1:
            return [outcome for one in batch for outcome in self._write([one])]
        return [(batch[0].change.mark, why) for why in refusals if isinstance(why, SlugTaken)]


def _foreseen(decided: Change | Result | Problem) -> Result | Wrong:
    if isinstance(decided, Change):
        return Result.UPDATED if decided.before else Result.CREATED
    return wrong(decided) if isinstance(decided, Problem) else decided
