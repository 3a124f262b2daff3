"""Lists of products: shelf by shelf, a category being a shelf, newest first on each.

Every shelf is a partition of the index, so that no list and no import leans on a single one.
"""

from collections import deque
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition

from catalog.domain import Product
from catalog.keys import CATEGORIES, CATEGORY, PRODUCT, PRODUCT_SORT, product_on_shelf, shelf_sort
from catalog.store.items import CategoryItem, ProductItem, fold
from haat.table import reads

QUERIES_MAX = 4  # of shelves for one page; each reads 1 MB at most, and an answer may have 6 MB
READ_MAX = 100  # products that one query reads where filters may turn most of them away


@dataclass(frozen=True, slots=True)
class Filters:
    """What products to list. A product costs what any of its variants costs."""

    category: str | None = None
    brand: str | None = None  # in any case
    price_min_minor: int | None = None
    price_max_minor: int | None = None

    def admit(self, product: Product) -> bool:
        """Whether a variant's price is in the range: the table can only tell that the ranges overlap."""
        lowest, highest = self.price_min_minor or 0, self.price_max_minor
        return any(
            lowest <= variant.price.amount_minor
            and (highest is None or variant.price.amount_minor <= highest)
            for variant in product.variants
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: on the shelf `category`, behind the product at `after` (None: at its start)."""

    category: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some products, and where the list goes on (None: that was all). It may be short, even empty."""

    products: list[Product]
    next: Place | None


class ShelfStore:
    """Products by category; each method is one row of ACCESS_PATTERNS.md."""

    def page(self, wanted: Filters, *, limit: int, start: Place | None) -> ShelfPage:
        """Products in order of category and then of age. Up to 1 + QUERIES_MAX queries, one after another."""
        shelves = deque([wanted.category] if wanted.category else self._shelves(start))
        after = start.after if start else None
        found: list[Product] = []
        for _ in range(QUERIES_MAX):
            if not shelves or len(found) == limit:
                break
            read = self._read(shelves[0], wanted, limit - len(found), after)
            found += read.products
            after = read.next.after if read.next else None
            if after is None:
                shelves.popleft()
        return ShelfPage(found, Place(shelves[0], after) if shelves else None)

    def _shelves(self, start: Place | None) -> list[str]:
        """The categories that a page may reach, and the one behind them."""
        here = CategoryItem.sk >= start.category if start else None
        read = reads.page(CategoryItem, CATEGORIES.key(), limit=QUERIES_MAX + 1, after=None, where=here)
        return [item.sk for item in read.items]

    def _read(self, category: str, wanted: Filters, room: int, after: str | None) -> ShelfPage:
        matching = _matching(wanted)
        read = reads.page(
            ProductItem,
            CATEGORY.key(category),
            limit=READ_MAX if matching is not None else room,
            after=_index_key(category, after) if after else None,
            matching=matching,
            newest_first=True,
            by_index=True,
        )
        fitting = [item.snapshot for item in read.items if wanted.admit(item.snapshot)]
        products = fitting[:room]
        if len(fitting) > room:
            last = products[-1]
            return ShelfPage(products, Place(category, shelf_sort(last.created_at, last.id)))
        return ShelfPage(products, Place(category, read.last_key["gsi1sk"]["S"]) if read.last_key else None)


def _matching(wanted: Filters) -> Condition | None:
    conditions: list[Condition] = []
    if wanted.brand is not None:
        conditions.append(ProductItem.brand_folded == fold(wanted.brand))
    if wanted.price_min_minor is not None:
        conditions.append(ProductItem.highest_minor >= wanted.price_min_minor)
    if wanted.price_max_minor is not None:
        conditions.append(ProductItem.lowest_minor <= wanted.price_max_minor)
    return reduce(and_, conditions) if conditions else None


def _index_key(category: str, sort: str) -> dict[str, Any]:
    """Where a query of the index goes on, as DynamoDB wants it."""
    key = {
        "pk": PRODUCT.key(product_on_shelf(sort)),
        "sk": PRODUCT_SORT,
        "gsi1pk": CATEGORY.key(category),
        "gsi1sk": sort,
    }
    return {name: {"S": value} for name, value in key.items()}
