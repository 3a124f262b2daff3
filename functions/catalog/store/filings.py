"""Which categories have moved, and how far their products have followed."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.domain.lists import Place
from catalog.keys import ALL, REFILING
from catalog.store.items import FilingItem
from haat import clock
from haat.table import reads, writes
from haat.table.writes import Write

# Whoever wrote a product by the old path has done so by then: a path is taken for true for 10 s, a request
# ends after 10 s, and the index follows within seconds.
GRACE_S = 30
FILINGS_MAX = 100


@dataclass(frozen=True, slots=True)
class Filing:
    """A category whose products are to be looked through from `place` on; `version` is that of the tree."""

    slug: str
    version: int
    place: Place | None


def noted(slug: str, version: int) -> Write:
    """The write by which products of a category that moved are looked through, from the start."""
    item = FilingItem(pk=REFILING.key(ALL), sk=slug, version=version, since_s=clock.now_s())
    return writes.put(item, when=None, refused=lambda _: None)  # the tree's own condition orders the moves


class FilingStore:
    """Categories that have moved; each method is one row of ACCESS_PATTERNS.md."""

    def due(self) -> Iterator[Filing]:
        """Those that moved long enough ago. One consistent query."""
        page = reads.page(FilingItem, REFILING.key(ALL), limit=FILINGS_MAX, after=None, consistent=True)
        for item in page.items:
            if item.since_s + GRACE_S <= clock.now_s():
                yield Filing(item.sk, item.version, item.place)

    def go_on(self, filing: Filing, place: Place) -> bool:
        """Remember how far it is done; False: the category has moved again. One write."""
        when = FilingItem.version == filing.version
        actions = [FilingItem.place.set(place)]
        key = (REFILING.key(ALL), filing.slug)
        return not writes.commit(
            writes.update(FilingItem, *key, actions, when=when, refused=lambda _: "it moved again")
        )

    def close(self, filing: Filing) -> None:
        """All products have followed, unless the category has moved again. One write."""
        when = FilingItem.version == filing.version
        key = (REFILING.key(ALL), filing.slug)
        writes.commit(writes.delete(FilingItem, *key, when=when, refused=lambda _: "it moved again"))
