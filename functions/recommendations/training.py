"""The steps of a training. Each can be repeated: what it writes follows from the run and its input."""

import itertools
from collections.abc import Iterator, Sequence
from typing import TypeVar

from recommendations import keys
from recommendations.domain.choosing import Ready
from recommendations.domain.products import Product, StockTold, Told, fold
from recommendations.domain.purchases import DAY_S
from recommendations.signals import Bought, ProductSignal, Signal, StockSignal, Viewed, purchase
from recommendations.store import FileStore, ListStore, PopularityStore, RunStore

PURCHASES_OF_DAYS = 2 * 365
VIEWS_OF_DAYS = 30
LISTS_OF_PART = 2000  # items written by one task: half a minute of single conditional writes
BOUGHT, VIEWED, PRODUCTS, TAKEN = "bought.gz", "viewed.gz", "products.gz", "taken.gz"
LineT = TypeVar("LineT")
ActT = TypeVar("ActT", Bought, Viewed)


class Training:
    """One training after the other, by the names of their runs: a later run has a later name."""

    def __init__(
        self, files: FileStore | None = None, lists: ListStore | None = None, runs: RunStore | None = None
    ) -> None:
        self._files, self._lists, self._runs = files or FileStore(), lists or ListStore(), runs or RunStore()
        self._popularity = PopularityStore()

    def gather(self, run: str, at_s: int) -> None:
        """Put what the last run knew together with the signals since.

        Lines stream from files to files; only what is known of products is in memory at once.
        """
        before = self._runs.current()
        if before == run:
            return  # a repeat after the end
        kept = self._files.kept()
        taken_before = set(self._read(before, TAKEN, str))  # those that are still there
        new = [key for key in kept if key not in taken_before]
        self._write(run, TAKEN, kept)
        self._write(run, PRODUCTS, self._products(before, new))
        since_s = at_s - VIEWS_OF_DAYS * DAY_S
        self._write(run, VIEWED, self._acts(Viewed, before, VIEWED, new, since_s))
        since_s = at_s - PURCHASES_OF_DAYS * DAY_S
        self._write(run, BOUGHT, self._acts(Bought, before, BOUGHT, new, since_s))

    def train(self, run: str, at_s: int) -> int:
        """Make the model and every list; how many parts of lists there are to write."""
        from recommendations.model.purchases import gather
        from recommendations.model.ready import ready
        from recommendations.model.recommender import train

        bought = gather(map(purchase, self._read(run, BOUGHT, Bought)), now_s=at_s)
        viewed = gather(map(purchase, self._read(run, VIEWED, Viewed)), now_s=at_s)
        products = {product.id: product for product in self._read(run, PRODUCTS, Product)}
        lists = ready(train(bought), viewed, products)
        parts = 0
        while some := list(itertools.islice(lists, LISTS_OF_PART)):
            self._write(run, _part(parts), some)
            parts += 1
        return parts

    def write(self, run: str, part: int) -> None:
        """Put the lists of one part where they are read; tell which products are more popular now, or less.

        Each replaces what an older run has written.
        """
        heats: dict[str, float] = {}
        for ready in self._read(run, _part(part), Ready):
            self._lists.put(ready.key, ready.lists, run, skus=ready.skus)
            heats |= {ready.product: ready.heat} if ready.product else {}
        self._popularity.settle(heats, run)

    def finish(self, run: str) -> None:
        """Let the next run start from this one; delete what it took in, and older runs."""
        self._runs.finish(run)
        if self._runs.current() == run:
            self._files.delete([*self._read(run, TAKEN, str), *self._files.before(run)])

    def _products(self, before: str | None, new: Sequence[str]) -> Iterator[Product]:
        changes: Iterator[Told | StockTold] = (
            signal.told for signal in self._signals(new) if isinstance(signal, ProductSignal | StockSignal)
        )
        return iter(fold(self._read(before, PRODUCTS, Product), changes).values())

    def _acts(
        self, kind: type[ActT], before: str | None, name: str, new: Sequence[str], since_s: int
    ) -> Iterator[ActT]:
        fresh = (signal for signal in self._signals(new) if isinstance(signal, kind))
        acts = itertools.chain(self._read(before, name, kind), fresh)
        return (act for act in acts if act.at_s >= since_s)

    def _signals(self, kept: Sequence[str]) -> Iterator[Signal]:
        return itertools.chain.from_iterable(map(self._files.signals, kept))

    def _read(self, run: str | None, name: str, of: type[LineT]) -> Iterator[LineT]:
        return self._files.read(keys.file_of(run, name), of) if run else iter(())

    def _write(self, run: str, name: str, lines: Iterator[object] | Sequence[object]) -> None:
        self._files.write(keys.file_of(run, name), lines)


def _part(number: int) -> str:
    return f"lists-{number:06}.gz"
