"""Slugs that admins have chosen: one item each, which stays when the product gets another one."""

from typing import Any

from catalog.domain import Product, SlugTaken, slugs
from catalog.keys import SLUG, SLUG_SORT
from catalog.store.items import SlugItem
from haat.table import reads, writes
from haat.table.writes import Write

ACTIONS = 1  # of a transaction that a slug takes at most


class SlugStore:
    """Slugs; each method is one row of ACCESS_PATTERNS.md."""

    def product_of(self, slug: str) -> str | None:
        """The id of the product that has a slug or had it. One consistent read, none for a derived one."""
        derived = slugs.product_id_in(slug)
        item = None if derived else reads.find(SlugItem, SLUG.key(slug), SLUG_SORT, consistent=True)
        return item.product_id if item else derived


def claimed(before: Product | None, after: Product) -> list[Write]:
    """The write by which a product gets a slug that was chosen for it; refused as SlugTaken."""
    if slugs.product_id_in(after.slug) or (before and before.slug == after.slug):
        return []
    item = SlugItem(pk=SLUG.key(after.slug), sk=SLUG_SORT, product_id=after.id)
    free_or_ours = SlugItem.pk.does_not_exist() | (SlugItem.product_id == after.id)
    return [writes.put(item, when=free_or_ours, refused=lambda raw: _taken(after, raw))]


def _taken(product: Product, raw: dict[str, Any] | None) -> SlugTaken:
    owner = SlugItem.from_raw_data(raw).product_id if raw else "another product"
    return SlugTaken(product.slug, owner)
