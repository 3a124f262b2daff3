"""The tree of categories in the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pynamodb.expressions.condition import Condition

from catalog.domain import SERVICE_NAME
from catalog.domain.categories import Category, CategoryExists, Path, Tree, root
from catalog.keys import ALL, CATEGORIES, CATEGORY, TREE_SORT, behind, beyond, path_sort
from catalog.store import filings
from catalog.store.items import CategoryItem, TreeItem
from haat import clock
from haat.events import outbox
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.writes import Write

TREE_PAGE = 1000
KNOWN_S = 10  # how long a process may take the path of a category for true: see filings.GRACE_S


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """Some categories in order of their paths; `after` is the path to go on from, None at the end."""

    categories: list[Category]
    after: str | None


@dataclass(frozen=True, slots=True)
class TreeChanged:
    """Somebody else changed the tree meanwhile: read it again."""


class CategoryStore:
    """Categories; each method is one row of ACCESS_PATTERNS.md."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Category, int]] = {}  # with the second until which it is

    def find(self, slug: str) -> Category | None:
        """What there is under a slug, be it only where its category went. One consistent read."""
        item = reads.find(CategoryItem, CATEGORIES.key(ALL), slug, consistent=True)
        return to_category(item) if item else None

    def resolve(self, slug: str) -> Category | None:
        """The category of a slug, or the one it was merged into. One consistent read, or two."""
        found = self.find(slug)
        return self.find(found.merged_into) if found and found.merged_into else found

    def ensure(self, slug: str) -> Category:
        """The category of a slug, which becomes a root if nobody has named it before.

        One read, once in `KNOWN_S` and process; a transaction for a new one. Not in the product's
        transaction: an import of thousands of products would fight over one item. A product that a move
        overtakes is refiled after it.
        """
        known = self.known(slug) or self._planted(slug)
        self._known.setdefault(slug, (known, clock.now_s() + KNOWN_S))
        return known

    def known(self, slug: str) -> Category | None:
        """The category of a slug, as it was within the last `KNOWN_S`. One read, once in that time."""
        known, until_s = self._known.get(slug, (None, 0))
        if known is None or until_s <= clock.now_s():
            self._known.pop(slug, None)
            until_s = clock.now_s() + KNOWN_S
            known = self.resolve(slug)
            if known:
                self._known[slug] = known, until_s
        return known

    def _planted(self, slug: str) -> Category:
        new = root(slug)
        refusals = writes.commit(_put(new), _event(new))
        return (self.resolve(slug) if refusals else None) or new

    def page(self, *, limit: int, after: str | None = None, below: Path = ()) -> CategoryPage:
        """Categories by path: all, or one and those below it. One query of the index, eventually consistent.

        Slugs that were merged away are left out, so a page may be short.
        """
        read = reads.page(
            CategoryItem,
            CATEGORIES.key(ALL),
            limit=limit,
            after=None,
            where=_within(below, beyond(after) if after else None),
            matching=CategoryItem.merged_into.does_not_exist(),
            by_index=True,
        )
        after = read.last_key["gsi1sk"]["S"] if read.last_key else None
        return CategoryPage([to_category(item) for item in read.items], after)

    def shelves(self, *, limit: int, start: str | None, below: Path = ()) -> list[str]:
        """The places of shelves from `start` on, with those of slugs whose products are still to follow.

        Of all, or of one category and those below it. One query of the index, eventually consistent.
        """
        within = _within(below, start)
        read = reads.page(
            CategoryItem, CATEGORIES.key(ALL), limit=limit, after=None, where=within, by_index=True
        )
        return [str(item.gsi1sk) for item in read.items]

    def tree(self) -> Tree:
        """All categories as they are now. Two round trips, and one more for each megabyte.

        The version is read first: who changes the tree under the condition that it still is at that version
        has seen everything.
        """
        item = reads.find(TreeItem, CATEGORIES.key(ALL), TREE_SORT, consistent=True)
        found: dict[str, Category] = {}
        after: dict[str, Any] | None = None
        while True:
            read = reads.page(
                CategoryItem, CATEGORIES.key(ALL), limit=TREE_PAGE, after=after, consistent=True
            )
            found |= {item.sk: to_category(item) for item in read.items}
            after = read.last_key
            if after is None:
                return Tree(item.version if item else 0, found)

    def change(
        self, tree: Tree, changed: Sequence[Category], *also: Write
    ) -> AlreadyAnswered | CategoryExists | TreeChanged | None:
        """Write changed categories, the event of the first one, and `also`, if the tree is still as it was.

        Products of those whose paths change are noted to be refiled. One transaction of 5 + n writes at most.
        """
        first = changed[0]
        before = tree.categories.get(first.slug)
        moved = [filings.noted(first.slug, tree.version + 1)] if before and before.path != first.path else []
        refusals = writes.commit(_turned(tree), *map(_put, changed), _event(first), *moved, *also)
        for kind in (AlreadyAnswered, TreeChanged, CategoryExists):
            for refusal in refusals:
                if isinstance(refusal, kind):
                    return refusal
        return None

    def forget(self, slug: str) -> None:
        """A slug that was merged away leads on, without a shelf of its own. One write, safe to repeat."""
        actions = [CategoryItem.emptied.set(True), CategoryItem.gsi1pk.remove(), CategoryItem.gsi1sk.remove()]
        when = CategoryItem.merged_into.exists()
        key = (CATEGORIES.key(ALL), slug)
        writes.commit(
            writes.update(CategoryItem, *key, actions, when=when, refused=lambda _: "it is a shelf")
        )


def to_category(item: CategoryItem) -> Category:
    """The category of an item."""
    path = item.path or (item.sk,)
    return Category(
        item.sk, item.name, path, item.version, item.merged_into, bool(item.emptied), item.attributes or ()
    )


def _put(category: Category) -> Write:
    item = CategoryItem(
        pk=CATEGORIES.key(ALL),
        sk=category.slug,
        gsi1pk=None if category.emptied else CATEGORIES.key(ALL),
        gsi1sk=None if category.emptied else path_sort(category.path),
        version=category.version,
        name=category.name,
        path=category.path,
        merged_into=category.merged_into,
        emptied=category.emptied or None,
        attributes=category.attributes or None,
    )
    if category.version == 1:
        return writes.put_new(item, refused=lambda _: CategoryExists(category.slug))
    unchanged = CategoryItem.version == category.version - 1
    return writes.put(item, when=unchanged, refused=lambda _: TreeChanged())


def _turned(tree: Tree) -> Write:
    """The next version of the tree's order."""
    item = TreeItem(pk=CATEGORIES.key(ALL), sk=TREE_SORT, version=tree.version + 1)
    unchanged = TreeItem.version == tree.version if tree.version else TreeItem.pk.does_not_exist()
    return writes.put(item, when=unchanged, refused=lambda _: TreeChanged())


def _event(category: Category) -> Write:
    shown = {
        "slug": category.slug,
        "name": category.name,
        "path": category.path,
        "version": category.version,
        "merged_into": category.merged_into,
    }
    return outbox.emit(
        "CategoryChanged",
        {"category": shown},
        service=SERVICE_NAME,
        aggregate=CATEGORY.key(category.slug),
        sequence=category.version,
    )


def _within(below: Path, start: str | None) -> Condition | None:
    """Places from `start` on: of a category and what is below it, or of all."""
    if below:
        return CategoryItem.gsi1sk.between(start or path_sort(below), behind(path_sort(below)))
    return CategoryItem.gsi1sk >= start if start else None
