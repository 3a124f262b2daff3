"""What categories declare of the attributes of their products."""

from catalog.domain.attributes import Attribute, inherited
from catalog.domain.categories import Path
from catalog.keys import ALL, CATEGORIES
from catalog.store.items import CategoryItem
from haat import clock
from haat.table import reads

KNOWN_S = 10  # how long a process may take what is declared for true

Declared = dict[str, Attribute]


class AttributeStore:
    """Attributes by category; each method is one row of ACCESS_PATTERNS.md."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Declared, int]] = {}  # with the second until which it is

    def declared(self, path: Path) -> Declared:
        """What holds for the category at a path, by key. One consistent batch, once in `KNOWN_S`."""
        known, until_s = self._known.get(path, ({}, 0))
        if until_s <= clock.now_s():
            known = _read(path)
            self._known[path] = known, clock.now_s() + KNOWN_S
        return known


def _read(path: Path) -> Declared:
    keys = [(CATEGORIES.key(ALL), slug) for slug in path]
    found = reads.find_many(keys, consistent=True)
    items = (found.get(key) for key in keys)
    return inherited((item.attributes or ()) for item in items if isinstance(item, CategoryItem))
