"""Brands in the table: they are there once a product has named them."""

from dataclasses import dataclass

from catalog.domain.brands import Brand, brand_of
from catalog.keys import ALL, BRANDS
from catalog.store.items import BrandItem
from haat.table import reads, writes


@dataclass(frozen=True, slots=True)
class BrandPage:
    """Some brands in order of their slugs; `after` is the slug to go on from, None at the end."""

    brands: list[Brand]
    after: str | None


class BrandStore:
    """Brands; each method is one row of ACCESS_PATTERNS.md."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def ensure(self, name: str) -> None:
        """Create the brand unless it is there. One conditional write, once per process and brand.

        Not in the product's transaction, as with categories: the worst is a brand without products.
        """
        brand = brand_of(name)
        if brand is None or brand.slug in self._known:
            return
        item = BrandItem(pk=BRANDS.key(ALL), sk=brand.slug, name=brand.name)
        writes.commit(writes.put_new(item, refused=lambda _: "it is there"))
        self._known.add(brand.slug)

    def find(self, slug: str) -> Brand | None:
        """One brand. One read, eventually consistent: it never changes."""
        item = reads.find(BrandItem, BRANDS.key(ALL), slug)
        return Brand(item.sk, item.name) if item else None

    def page(self, *, limit: int, after: str | None) -> BrandPage:
        """Brands by slug. One query, eventually consistent."""
        where = BrandItem.sk > after if after else None
        read = reads.page(BrandItem, BRANDS.key(ALL), limit=limit, after=None, where=where)
        brands = [Brand(item.sk, item.name) for item in read.items]
        return BrandPage(brands, read.last_key["sk"]["S"] if read.last_key else None)
