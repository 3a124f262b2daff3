"""Building the index anew, beside the published one, while others go on publishing changes of that."""

from collections.abc import Iterable, Iterator, Sequence

from haat.observability import logger
from search.domain.entries import Change, Entry, fold
from search.engines.embedded.checkout import DAMAGE, Checkout, IndexBusy
from search.engines.embedded.index import entries_in
from search.store import SnapshotStore

ATTEMPTS = 10
COMMIT_ENTRIES = 5_000  # in memory at once, of 10 KB at most as a rule


class Rebuild:
    """One rebuild. What was published before it began counts for nothing; what changed since does."""

    def __init__(self, store: SnapshotStore) -> None:
        self._store = store
        self._seen = self._published()  # as of before the sources are read
        self._built = Checkout(store)
        self._built.follows(self._seen)

    def build(self, batches: Iterable[Sequence[Change]]) -> Checkout:
        """The new index, published. Raises: IndexBusy, or what AWS raised."""
        for entries in _commits(batches):
            self._built.index.write(entries)
        for _ in range(ATTEMPTS):
            self._catch_up()
            if self._built.push():
                return self._built
        raise IndexBusy(f"{ATTEMPTS} attempts")

    def _catch_up(self) -> None:
        """Take over what others have published since the last look."""
        latest = self._published()
        if not self._built.follows(latest):
            news = [entry for entry in entries_in(latest.directory) if self._is_news(entry)]
            known = ((self._built.index.find(entry.id) or Entry(entry.id), entry) for entry in news)
            self._built.index.write([before.joined(entry) for before, entry in known])
            self._seen = latest

    def _is_news(self, entry: Entry) -> bool:
        return self._seen.index.find(entry.id) != entry

    def _published(self) -> Checkout:
        """The published index; one that cannot be read any more counts as empty."""
        copy = Checkout(self._store)
        try:
            copy.pull(consistent=True)
        except DAMAGE as damage:
            logger("search").warning("index not usable", reason=str(damage))
            copy = Checkout(self._store)
            copy.skip()
        return copy


def _commits(batches: Iterable[Sequence[Change]]) -> Iterator[list[Entry]]:
    """The entries of batches, each product in one of them, some thousands at a time."""
    waiting: list[Entry] = []
    for batch in batches:
        waiting += fold(lambda _: None, batch)
        if len(waiting) >= COMMIT_ENTRIES:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
