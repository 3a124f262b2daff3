"""What is in a collection, page by page. Either way a page costs the same, however large the catalogue is."""

from dataclasses import dataclass
from typing import Any

import msgspec

from catalog.domain import Product
from catalog.domain.collections import Collection, Rule
from catalog.domain.lists import Filters, Place
from catalog.store import CategoryStore, ShelfStore
from catalog.store.collections import CollectionStore


@dataclass(frozen=True, slots=True)
class Page:
    """Some products, and where the list goes on (None: that was all)."""

    products: list[Product]
    next: dict[str, Any] | None


class Collector:
    """Finds the products of collections."""

    def __init__(self) -> None:
        self._categories = CategoryStore()
        self._collections = CollectionStore()
        self._shelves = ShelfStore()

    def page(self, collection: Collection, *, limit: int, start: dict[str, Any] | None) -> Page:
        """By hand one batch of reads; by a rule up to two reads and five queries, whatever they find."""
        if collection.rule is None:
            return self._by_hand(collection.products, limit, start["at"] if start else 0)
        return self._by_rule(collection.rule, limit, Place(**start) if start else None)

    def _by_hand(self, ids: tuple[str, ...], limit: int, at: int) -> Page:
        behind = at + limit
        left = {"at": behind} if behind < len(ids) else None
        return Page(self._collections.products(ids[at:behind]), left)

    def _by_rule(self, rule: Rule, limit: int, start: Place | None) -> Page:
        category = self._categories.resolve(rule.category) if rule.category else None
        if rule.category and category is None:
            return Page([], None)
        wanted = Filters(
            category.path if category else (),
            rule.brand,
            rule.price_min_minor,
            rule.price_max_minor,
            rule.attributes,
            rule.reduced,
        )
        page = self._shelves.page(wanted, limit=limit, start=start)
        return Page(page.products, msgspec.to_builtins(page.next) if page.next else None)
