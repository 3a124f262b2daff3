"""What categories are called, for those who choose one."""

from collections.abc import Collection, Mapping

from haat import clock
from haat.observability import logger
from search.store import CategoryStore

KNOWN_S = 300  # a category that was renamed may be called by its old name for so long


class CategoryNames:
    """Names by slug, each read once in `KNOWN_S` and process."""

    def __init__(self, store: CategoryStore | None = None) -> None:
        self._store = store or CategoryStore()
        self._known: dict[str, tuple[str, int]] = {}  # with the second until which it is

    def of(self, slugs: Collection[str]) -> Mapping[str, str]:
        """The name of each; one that is not known has its slug for a name. Reads at most once."""
        now_s = clock.now_s()
        self._known = {slug: known for slug, known in self._known.items() if now_s < known[1]}
        unknown = [slug for slug in slugs if slug not in self._known]
        names = self._read(unknown) if unknown else None
        if names is not None:
            self._known |= {slug: (names.get(slug, slug), now_s + KNOWN_S) for slug in unknown}
        return {slug: self._known[slug][0] if slug in self._known else slug for slug in slugs}

    def _read(self, slugs: Collection[str]) -> Mapping[str, str] | None:
        try:
            return self._store.names(slugs)
        except Exception:  # noqa: BLE001 -- whatever keeps us from the names, there is something to suggest
            logger("search").exception("names of categories not read")
            return None
