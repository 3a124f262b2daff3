"""What reviews learns of others: which products there are, and who bought them."""

from collections.abc import Iterable
from dataclasses import dataclass

from haat.table import reads, writes
from haat.table.writes import Write
from reviews.domain.scene import Purchases
from reviews.keys import ARCHIVED_SORT, LISTED_SORT, RATING
from reviews.store import items
from reviews.store.items import ListedItem, PurchasesItem


@dataclass(frozen=True, slots=True)
class Known:
    """An order was noted before."""

    purchases: Purchases


class KnowledgeStore:
    """What was learned from events; each method is one row of ACCESS_PATTERNS.md."""

    def note_products(self, listed: Iterable[str], archived: Iterable[str]) -> None:
        """Note which products there are and which there were, up to 100. A read, then a transaction.

        Both only ever become true, so it may happen twice and in any order: no condition is needed.
        """
        wanted = [(RATING.key(product_id), LISTED_SORT) for product_id in listed]
        wanted += [(RATING.key(product_id), ARCHIVED_SORT) for product_id in archived]
        known = reads.find_many(wanted)
        writes.commit(*(_noted(*key) for key in dict.fromkeys(wanted) if key not in known))

    def note_order(self, customer_id: str, product_id: str, order_id: str, *, cancelled: bool) -> Purchases:
        """Note that an order of a product was paid, or cancelled, and what is known then. One write."""
        orders = PurchasesItem.cancelled if cancelled else PurchasesItem.bought_in
        pk, sk = items.purchases_key(customer_id, product_id)
        new = writes.update(
            PurchasesItem,
            pk,
            sk,
            [
                PurchasesItem.kind.set(PurchasesItem),
                orders.add({order_id}),
                PurchasesItem.version.add(1),
            ],
            when=~orders.contains(order_id),
            refused=lambda raw: Known(items.to_purchases(PurchasesItem.from_raw_data(raw) if raw else None)),
        )
        after = writes.update_returning(PurchasesItem, new)
        return after.purchases if isinstance(after, Known) else items.to_purchases(_stored(after))


def _stored(after: object) -> PurchasesItem:
    assert isinstance(after, PurchasesItem)  # noqa: S101 -- anything else is refused, which is Known
    return after


def _noted(pk: str, sort: str) -> Write:
    return writes.put(ListedItem(pk=pk, sk=sort), when=None, refused=lambda _: None)
