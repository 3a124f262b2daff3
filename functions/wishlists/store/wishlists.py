"""Lists in the table, with the watches that follow from what is on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from haat import clock, ids
from haat.http.once import AlreadyAnswered
from haat.sale import price_at
from haat.table import reads, writes
from haat.table.sku import SkuItem, stock_key
from haat.table.writes import Write
from wishlists.domain import LISTS_MAX, Entry, TooManyWishlists, Wishlist
from wishlists.keys import LISTS_SORT, WATCH, WATCHED_BY, WISHLIST, WISHLIST_SORT, WISHLISTS_OF, watcher_sort
from wishlists.store import items
from wishlists.store.items import ListsItem, WatchedItem, WatcherItem, WishlistItem


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed it first: read it again."""


class WishlistStore:
    """Lists; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, wishlist_id: str) -> Wishlist | None:
        """One list. One consistent read."""
        item = reads.find(WishlistItem, WISHLIST.key(wishlist_id), WISHLIST_SORT, consistent=True)
        return items.to_wishlist(item) if item else None

    def list_of(self, customer_id: str) -> list[Wishlist]:
        """All lists of a customer, in the order in which they were made. One consistent read and a batch."""
        keys = [(WISHLIST.key(one), WISHLIST_SORT) for one in _lists(customer_id).ids]
        found = reads.find_many(keys, consistent=True)
        return [items.to_wishlist(one) for key in keys if isinstance(one := found.get(key), WishlistItem)]

    def offered(self, sku: str, currency: str, *, at: str) -> Entry | None:
        """A SKU on sale as it would stand on a list now; None: there is none. One consistent read."""
        row = reads.find(SkuItem, *stock_key(sku), consistent=True)
        if row is None or not row.on_sale:
            return None
        price = price_at(row.prices, row.sales or {}, currency, clock.seconds(at))
        if price is None:
            return None
        return Entry(sku, ids.new_id("wish"), row.product_id, row.name, price, at)

    def create(
        self, wishlist: Wishlist, *also: Write
    ) -> AlreadyAnswered | TooManyWishlists | Overtaken | None:
        """Write a new list, and that its customer has it. One read and one transaction."""
        lists = _lists(wishlist.customer_id)
        if len(lists.ids) >= LISTS_MAX:
            return TooManyWishlists()
        new = writes.put_new(items.wishlist_item(wishlist), refused=lambda _: Overtaken())
        refusals = writes.commit(new, _listed(lists, (*lists.ids, wishlist.id)), *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return Overtaken() if refusals else None

    def save(self, before: Wishlist, after: Wishlist, *, email: str) -> Overtaken | None:
        """Write the next version of a list, and who watches what from then on. One transaction."""
        put = writes.put(items.wishlist_item(after), when=_unchanged(before), refused=lambda _: Overtaken())
        return Overtaken() if writes.commit(put, *_watches(before, after.entries, email)) else None

    def delete(self, wishlist: Wishlist) -> Overtaken | None:
        """Delete a list, and end its watches. One read and one transaction of up to 82 writes."""
        lists = _lists(wishlist.customer_id)
        left = tuple(one for one in lists.ids if one != wishlist.id)
        gone = writes.delete(
            WishlistItem, WISHLIST.key(wishlist.id), WISHLIST_SORT, when=_unchanged(wishlist),
            refused=lambda _: Overtaken(),
        )  # fmt: skip
        refusals = writes.commit(gone, _listed(lists, left), *_watches(wishlist, (), ""))
        return Overtaken() if refusals else None


def _lists(customer_id: str) -> ListsItem:
    pk = WISHLISTS_OF.key(customer_id)
    found = reads.find(ListsItem, pk, LISTS_SORT, consistent=True)
    return found or ListsItem(pk=pk, sk=LISTS_SORT, ids=(), version=0)


def _listed(lists: ListsItem, ids_: tuple[str, ...]) -> Write:
    item = ListsItem(pk=lists.pk, sk=lists.sk, ids=ids_, version=lists.version + 1)
    same = ListsItem.version == lists.version if lists.version else ListsItem.pk.does_not_exist()
    return writes.put(item, when=same, refused=lambda _: Overtaken())


def _unchanged(wishlist: Wishlist) -> Condition:
    same: Condition = WishlistItem.version == wishlist.version
    return same


def _watches(before: Wishlist, entries: Sequence[Entry], email: str) -> Iterator[Write]:
    """A list that gains a SKU watches it, one that loses it does not; the list's version says it is news."""
    were, are = {one.sku: one for one in before.entries}, {one.sku: one for one in entries}
    for sku in were.keys() - are.keys():
        yield _watch(before, sku, WatcherItem.pk.exists(), WatcherItem.lists.delete({before.id}))
    for sku in are.keys() - were.keys():
        yield from _begun(before, are[sku], email)


def _begun(wishlist: Wishlist, entry: Entry, email: str) -> Iterator[Write]:
    yield _watch(
        wishlist,
        entry.sku,
        WatcherItem.pk.exists() | WatcherItem.pk.does_not_exist(),
        WatcherItem.kind.set(WatcherItem),
        WatcherItem.lists.add({wishlist.id}),
        WatcherItem.email.set(email),
        WatcherItem.gsi1pk.set(WATCHED_BY.key(wishlist.customer_id)),
        WatcherItem.gsi1sk.set(entry.sku),
        WatcherItem.since.set(entry.added_at),
        WatcherItem.price.set(entry.price),
    )
    either = WatchedItem.pk.exists() | WatchedItem.pk.does_not_exist()
    known = [WatchedItem.kind.set(WatchedItem), WatchedItem.version.add(1)]
    yield writes.update(
        WatchedItem, *items.watched_key(entry.sku), known, when=either, refused=lambda _: Overtaken()
    )


def _watch(wishlist: Wishlist, sku: str, when: Condition, *actions: Action) -> Write:
    sort = watcher_sort(wishlist.customer_id)
    return writes.update(
        WatcherItem, WATCH.key(sku), sort, [*actions, WatcherItem.version.add(1)], when=when,
        refused=lambda _: Overtaken(),
    )  # fmt: skip
