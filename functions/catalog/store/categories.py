"""Categories in the table."""

from dataclasses import dataclass

from catalog.domain import category_name
from catalog.keys import CATEGORIES
from catalog.store.items import CategoryItem
from haat.table import reads, writes


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the shop, such as `("tea-and-coffee", "Tea and coffee")`."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """Some categories in order of their slugs; `after` is the slug to go on from, None at the end."""

    categories: list[Category]
    after: str | None


class CategoryStore:
    """Categories; each method is one row of ACCESS_PATTERNS.md."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def ensure(self, slug: str) -> None:
        """Create the category unless it is there. One conditional write, once per process and slug.

        Not in the product's transaction: an import of thousands of products would fight over one item.
        The worst that can come of it is a category without products.
        """
        if slug in self._known:
            return
        item = CategoryItem(pk=CATEGORIES.key(), sk=slug, name=category_name(slug))
        writes.commit(writes.put_new(item, refused=lambda _: "it is there"))
        self._known.add(slug)

    def page(self, *, limit: int, after: str | None) -> CategoryPage:
        """Categories by slug. One query, eventually consistent."""
        read = reads.page(
            CategoryItem,
            CATEGORIES.key(),
            limit=limit,
            after=None,
            where=CategoryItem.sk > after if after else None,
        )
        categories = [Category(item.sk, item.name) for item in read.items]
        return CategoryPage(categories, read.last_key["sk"]["S"] if read.last_key else None)
