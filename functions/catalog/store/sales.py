"""When products are to be announced again, because a sale of theirs begins or ends.

A row of a SKU knows by itself what it costs; who only hears of products, such as search, has to be told.
"""

from catalog.domain import Product, State
from catalog.keys import ALL, PRODUCT, SALE_SORT, SALES_DUE, due_sort, product_due
from catalog.store.items import SaleDueItem
from haat import clock
from haat.table import reads, writes
from haat.table.writes import Write

ACTIONS = 1  # of a transaction that a note takes at most
DUE_MAX = 100  # products that one query brings


class SaleStore:
    """Sales to come; each method is one row of ACCESS_PATTERNS.md."""

    def due(self) -> list[str]:
        """The products of which a sale has begun or ended. One query of the index, eventually consistent."""
        past = SaleDueItem.gsi1sk <= due_sort(clock.now_s() + 1, "")
        page = reads.page(
            SaleDueItem, SALES_DUE.key(ALL), limit=DUE_MAX, after=None, where=past, by_index=True
        )
        return [product_due(item.gsi1sk) for item in page.items if item.gsi1sk]


def noted(before: Product | None, after: Product) -> list[Write]:
    """The write that notes when a product is to be announced again, if that is to be or was."""
    had = before is not None and any(variant.sales for variant in before.variants)
    told_s = clock.seconds(after.updated_at)  # its event tells the prices of that moment
    moment_s = after.price_changes_at_s(told_s) if after.state is State.ACTIVE else None
    if moment_s is None and not had:
        return []
    item = SaleDueItem(
        pk=PRODUCT.key(after.id),
        sk=SALE_SORT,
        gsi1pk=SALES_DUE.key(ALL) if moment_s else None,
        gsi1sk=due_sort(moment_s, after.id) if moment_s else None,
    )
    return [writes.put(item, when=None, refused=lambda _: None)]  # the product's own condition counts
