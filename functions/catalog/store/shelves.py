"""Lists of products: shelf by shelf, a category being a shelf, newest first on each.

Every shelf is a partition of the index, so that no list and no import leans on a single one.
"""

from collections import deque
from functools import reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition

from catalog.domain import Product
from catalog.domain.lists import Filters, Place, ShelfPage
from catalog.keys import CATEGORY, PRODUCT, PRODUCT_SORT, path_of, product_on_shelf, shelf_sort
from catalog.store.categories import CategoryStore
from catalog.store.items import ProductItem, fold
from haat import clock
from haat.table import reads

QUERIES_MAX = 4  # of shelves for one page; each reads 1 MB at most, and an answer may have 6 MB
READ_MAX = 100  # products that one query reads where filters may turn most of them away


class ShelfStore:
    """Products by category; each method is one row of ACCESS_PATTERNS.md."""

    def __init__(self) -> None:
        self._categories = CategoryStore()

    def page(self, wanted: Filters, *, limit: int, start: Place | None) -> ShelfPage:
        """Products in order of category and then of age. Up to 1 + QUERIES_MAX queries, one after another.

        That holds however many products there are: a page that finds too little on the way is short.
        """
        first = start.shelf if start else None
        shelves = deque(self._categories.shelves(limit=QUERIES_MAX + 1, start=first, below=wanted.below))
        after = start.after if start and shelves and shelves[0] == start.shelf else None
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

    def _read(self, shelf: str, wanted: Filters, room: int, after: str | None) -> ShelfPage:
        matching, category = _matching(wanted), path_of(shelf)[-1]
        read = reads.page(
            ProductItem,
            CATEGORY.key(category),
            limit=READ_MAX if wanted.is_selective else room,
            after=_index_key(category, after) if after else None,
            matching=matching,
            newest_first=True,
            by_index=True,
        )
        now_s = clock.now_s()
        fitting = [item.snapshot for item in read.items if wanted.admit(item.snapshot, now_s)]
        products = fitting[:room]
        if len(fitting) > room:
            last = products[-1]
            return ShelfPage(products, Place(shelf, shelf_sort(last.created_at, last.id)))
        return ShelfPage(products, Place(shelf, read.last_key["gsi1sk"]["S"]) if read.last_key else None)


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
