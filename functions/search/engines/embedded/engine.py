"""The embedded engine: a copy of the published index in every function that needs it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from haat import clock
from haat.observability import logger
from search.domain.entries import Change, Entry, fold
from search.domain.queries import Query, Results
from search.domain.suggesting import Suggestions
from search.engines.embedded.checkout import DAMAGE, Checkout, IndexBusy
from search.engines.embedded.index import LocalIndex
from search.engines.embedded.rebuild import Rebuild
from search.settings import REFRESH_S
from search.store import SnapshotStore

PULL_ATTEMPTS = 3
WRITE_ATTEMPTS = 10


class EmbeddedEngine:
    """Implements the port `SearchEngine`."""

    def __init__(self) -> None:
        self._store = SnapshotStore()
        self._copy: Checkout | None = None
        self._asked_at_ms = 0

    def search(self, query: Query) -> Results:
        """Answer from the copy at hand; ask for a newer one every SEARCH_REFRESH_S."""
        return self._recent().search(query)

    def suggest(self, typed: str, limit: int) -> Suggestions:
        """Answer from the copy at hand, as `search` does."""
        return self._recent().suggest(typed, limit)

    def apply(self, changes: Sequence[Change]) -> int:
        """Put changes into the index and publish it.

        Raises: IndexBusy, SnapshotDamaged, or what AWS raised; then nothing was published, or all of it.
        """
        for _ in range(WRITE_ATTEMPTS):
            copy = self._followed(consistent=True)
            changed = fold(copy.index.find, changes)
            if not changed:
                return 0
            self._copy = None  # whatever happens from here on, only a published copy is to be trusted
            copy.index.write(changed)
            if copy.push():
                self._copy = copy
                return len(changed)
        raise IndexBusy(f"{WRITE_ATTEMPTS} attempts")

    def find(self, product_id: str) -> Entry | None:
        """What the published index knows of a product, now."""
        return self._followed(consistent=True).index.find(product_id)

    def find_many(self, product_ids: Collection[str]) -> Mapping[str, Entry]:
        """What the published index knows of some products, now."""
        index = self._followed(consistent=True).index
        known = ((id_, index.find(id_)) for id_ in product_ids)
        return {id_: entry for id_, entry in known if entry}

    def rebuild(self, batches: Iterable[Sequence[Change]]) -> int:
        """Build an index in a directory of its own, and publish it with what was published meanwhile.

        Raises: as `apply`.
        """
        self._copy = built = Rebuild(self._store).build(batches)
        return built.index.size

    def _recent(self) -> LocalIndex:
        """The index at hand, brought up to date if that is due."""
        if self._copy is None:
            return self._followed(consistent=False).index
        if not 0 <= clock.now_ms() - self._asked_at_ms < REFRESH_S.integer() * 1000:
            try:
                self._followed(consistent=False)
            except Exception:  # noqa: BLE001 -- whatever keeps us from the new index, this one answers
                logger("search").exception("index not refreshed")
        return self._copy.index

    def _followed(self, *, consistent: bool) -> Checkout:
        """The copy, brought to the published index; a new copy if the one at hand cannot get there."""
        self._asked_at_ms = clock.now_ms()
        copy = self._copy or Checkout(self._store)
        for _ in range(PULL_ATTEMPTS - 1):
            try:
                copy.pull(consistent=consistent)
            except DAMAGE as damage:
                logger("search").warning("index not usable", reason=str(damage))
                copy, consistent = Checkout(self._store), True
            else:
                break
        else:
            copy.pull(consistent=consistent)
        self._copy = copy
        return copy
