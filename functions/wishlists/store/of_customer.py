"""What follows from what becomes of a customer: another address, or nothing that is left."""

from collections.abc import Iterator

from haat.table import reads, writes
from wishlists.keys import (
    LISTS_SORT,
    WATCH,
    WATCHED_BY,
    WISHLIST,
    WISHLIST_SORT,
    WISHLISTS_OF,
    watcher_sort,
)
from wishlists.store.items import ListsItem, WatcherItem, WishlistItem

PAGE = 100  # watches


class OfCustomerStore:
    """Rows of one customer; each method is one row of ACCESS_PATTERNS.md."""

    def watched_by(self, customer_id: str) -> Iterator[str]:
        """The SKUs that a customer watches, or has watched. A query of the index for each hundred."""
        pk, after = WATCHED_BY.key(customer_id), None
        while True:
            page = reads.page(WatcherItem, pk, limit=PAGE, after=after, by_index=True)
            yield from [str(item.gsi1sk) for item in page.items]
            after = page.last_key
            if after is None:
                return

    def readdress(self, customer_id: str, sku: str, email: str, sequence: int) -> None:
        """Have a watch told to another address, unless a later change was heard of. One write."""
        heard = WatcherItem.email_sequence
        actions = [WatcherItem.email.set(email), heard.set(sequence), WatcherItem.version.add(1)]
        older = WatcherItem.pk.exists() & (heard.does_not_exist() | (heard < sequence))
        key, sort = WATCH.key(sku), watcher_sort(customer_id)
        writes.commit(writes.update(WatcherItem, key, sort, actions, when=older, refused=lambda _: None))

    def forget(self, customer_id: str, sku: str) -> None:
        """Delete one watch. One write."""
        pk, sk = WATCH.key(sku), watcher_sort(customer_id)
        writes.commit(writes.delete(WatcherItem, pk, sk, when=None, refused=lambda _: None))

    def delete_lists(self, customer_id: str) -> None:
        """Delete all lists of a customer, and then which there were. One read and a write for each."""
        pk = WISHLISTS_OF.key(customer_id)
        lists = reads.find(ListsItem, pk, LISTS_SORT, consistent=True)
        if lists is None:
            return
        for one in lists.ids:
            key = WISHLIST.key(one)
            writes.commit(writes.delete(WishlistItem, key, WISHLIST_SORT, when=None, refused=lambda _: None))
        writes.commit(writes.delete(ListsItem, pk, LISTS_SORT, when=None, refused=lambda _: None))
