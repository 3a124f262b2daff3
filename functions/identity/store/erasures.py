"""Accounts that are closed and wait to be erased."""

from haat import clock
from haat.table import reads, writes
from haat.table.item import Item
from identity.keys import ALL_ERASURES, ERASURE, ERASURE_SORT, ERASURES_DUE

PAGE = 25  # accounts


class ErasureItem(Item, discriminator="erasure"):
    """One account that waits; in the index by when it is due."""


class ErasureStore:
    """Erasures that are due; each method is one row of ACCESS_PATTERNS.md."""

    def asked(self, customer_id: str, due_s: int) -> writes.Write:
        """The write that has an account erased at a moment, in seconds; a repeat changes nothing."""
        item = ErasureItem(
            pk=ERASURE.key(customer_id),
            sk=ERASURE_SORT,
            gsi1pk=ERASURES_DUE.key(ALL_ERASURES),
            gsi1sk=f"{clock.iso(due_s)}#{customer_id}",
        )
        return writes.put(item, when=None, refused=lambda _: None)

    def due(self, at: str) -> list[str]:
        """The ids of accounts whose time has come, the first of them. One query of the index."""
        where = ErasureItem.gsi1sk <= f"{at}~"  # behind everybody of that second
        pk = ERASURES_DUE.key(ALL_ERASURES)
        page = reads.page(ErasureItem, pk, limit=PAGE, after=None, where=where, by_index=True)
        return [item.pk.removeprefix(ERASURE.prefix) for item in page.items]

    def done(self, customer_id: str) -> writes.Write:
        """The write that ends the wait."""
        key = ERASURE.key(customer_id)
        return writes.delete(ErasureItem, key, ERASURE_SORT, when=None, refused=lambda _: None)
