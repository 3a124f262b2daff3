"""The tree of categories: what it holds, and how it changes.

A category is known by its slug, wherever it stands. Its path has the slugs from its root down to its own, so
whatever has a slug in its path is below that category.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from catalog.domain.attributes import Attributes
from haat.errors import Conflict, Invalid

DEPTH_MAX = 10  # of slugs of 60 characters: the index takes 1 KB
MOVED_MAX = 90  # categories whose paths change at once: a transaction has 100 actions

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the shop.

    Of a slug that was merged into another category only the way there is left; until its products have
    followed (`emptied`), it counts as a shelf below that category.
    """

    slug: str
    name: str
    path: Path
    version: int = 1
    merged_into: str | None = None
    emptied: bool = False
    attributes: Attributes = ()  # that it declares itself

    @property
    def parent(self) -> str | None:
        return self.path[-2] if len(self.path) > 1 else None


@dataclass(frozen=True, slots=True)
class Tree:
    """All categories, by slug, as of one version of their order."""

    version: int
    categories: Mapping[str, Category]

    def below(self, slug: str) -> list[Category]:
        """A category and whatever is below it, what was merged away included."""
        return [category for category in self.categories.values() if slug in category.path]


@dataclass(frozen=True, slots=True)
class CategoryExists(Conflict):
    """There is a category with this slug, or there was."""

    detail: ClassVar[str] = "{slug} is taken: a slug names one category for ever."
    slug: str


@dataclass(frozen=True, slots=True)
class CategoryUnknown(Invalid):
    """There is no category with this slug."""

    detail: ClassVar[str] = "Nobody has created {slug}, or it was merged into another category."
    slug: str


@dataclass(frozen=True, slots=True)
class CategoryBelowItself(Conflict):
    """A category cannot go below itself."""

    detail: ClassVar[str] = "{target} is {slug}, or below it."
    slug: str
    target: str


@dataclass(frozen=True, slots=True)
class TreeTooDeep(Invalid):
    """The tree of categories would be too deep."""

    detail: ClassVar[str] = "It would have {depth} levels, and {depth_max} are the most."
    depth: int
    depth_max: int = DEPTH_MAX


@dataclass(frozen=True, slots=True)
class TooManyCategoriesMoved(Invalid):
    """One request cannot move that many categories."""

    detail: ClassVar[str] = "{moved} would move, {moved_max} can at once: move those below it first."
    moved: int
    moved_max: int = MOVED_MAX


Unplaceable = CategoryUnknown | CategoryBelowItself | TreeTooDeep | TooManyCategoriesMoved


def name_of(slug: str) -> str:
    """What people call a category: "tea-and-coffee" is "Tea and coffee"."""
    return slug.replace("-", " ").capitalize()


def root(slug: str) -> Category:
    """A category that nobody has put anywhere yet."""
    return Category(slug, name_of(slug), (slug,))


def plant(
    tree: Tree, slug: str, name: str, parent: str | None, attributes: Attributes = ()
) -> list[Category] | CategoryExists | Unplaceable:
    """The new category, below `parent` or as a root."""
    if slug in tree.categories:
        return CategoryExists(slug)
    above = _path(tree, parent)
    if isinstance(above, CategoryUnknown):
        return above
    return _fitting([Category(slug, name, (*above, slug), attributes=attributes)])


def replant(
    tree: Tree, category: Category, name: str, parent: str | None, attributes: Attributes = ()
) -> list[Category] | Unplaceable:
    """The category as it is to be, first, and all below it that has other paths by that."""
    above = _path(tree, parent)
    if isinstance(above, CategoryUnknown):
        return above
    if category.slug in above:
        return CategoryBelowItself(category.slug, above[-1])
    path = (*above, category.slug)
    renamed = replace(category, name=name, path=path, version=category.version + 1, attributes=attributes)
    below = [] if path == category.path else _below(tree, category, path)
    return _fitting([renamed, *below])


def merge(tree: Tree, category: Category, into: str) -> list[Category] | Unplaceable:
    """What is left of the category, first, and what was below it, which is below the other one now."""
    above = _path(tree, into)
    if isinstance(above, CategoryUnknown):
        return above
    if category.slug in above:
        return CategoryBelowItself(category.slug, into)
    version = category.version + 1
    left = replace(category, path=(*above, category.slug), version=version, merged_into=into)
    below = [_led(one, category.slug, into) for one in _below(tree, category, above)]
    return _fitting([left, *below])


def _path(tree: Tree, slug: str | None) -> Path | CategoryUnknown:
    """Where a category is; () for the place above all roots."""
    if slug is None:
        return ()
    category = tree.categories.get(slug)
    return category.path if category and not category.merged_into else CategoryUnknown(slug)


def _below(tree: Tree, category: Category, path: Path) -> list[Category]:
    """What is below a category once that is at `path`."""
    depth = len(category.path)
    return [
        replace(one, path=(*path, *one.path[depth:]), version=one.version + 1)
        for one in tree.below(category.slug)
        if one.slug != category.slug
    ]


def _led(one: Category, before: str, now: str) -> Category:
    """A slug that led to a category leads to where that went: nobody is sent on twice."""
    return replace(one, merged_into=now) if one.merged_into == before else one


def _fitting(changed: list[Category]) -> list[Category] | TreeTooDeep | TooManyCategoriesMoved:
    depth = max((len(one.path) for one in changed if not one.merged_into), default=0)
    if depth > DEPTH_MAX:
        return TreeTooDeep(depth)
    return TooManyCategoriesMoved(len(changed)) if len(changed) > MOVED_MAX else changed
