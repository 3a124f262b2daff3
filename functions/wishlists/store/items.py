"""The items of wishlists."""

from pynamodb.attributes import BooleanAttribute, UnicodeSetAttribute

from haat.money import Money
from haat.table.item import Document, Integer, Item, Text
from wishlists.domain import Entry, Wishlist
from wishlists.keys import WATCH, WATCHED_SORT, WISHLIST, WISHLIST_SORT, watcher_in
from wishlists.watching import Watcher


class WishlistItem(Item, discriminator="wishlist"):
    """One list."""

    customer_id = Text()
    name = Text()
    entries: Document[tuple[Entry, ...]] = Document(tuple[Entry, ...])
    link = Integer()
    is_shared = BooleanAttribute()
    created_at = Text()
    updated_at = Text()


class ListsItem(Item, discriminator="wishlists_of"):
    """Which lists a customer has, in the order in which they were made."""

    ids: Document[tuple[str, ...]] = Document(tuple[str, ...])


class WatchedItem(Item, discriminator="watched_sku"):
    """Somebody watches, or has watched, a SKU. What was last heard of it: a lower number is old news."""

    price_sequence = Integer(default=0)
    stock_sequence = Integer(default=0)


class WatcherItem(Item, discriminator="watcher"):
    """A customer who watches a SKU, while there are lists of theirs that have it."""

    email = Text()
    email_sequence = Integer(default=0)  # of the change that it follows: a lower number is old news
    lists = UnicodeSetAttribute(null=True)
    since = Text()
    price: Document[Money] = Document(Money)
    price_sequence = Integer(default=0)
    stock_sequence = Integer(default=0)
    told = Integer(default=0)


def wishlist_item(wishlist: Wishlist) -> WishlistItem:
    return WishlistItem(
        pk=WISHLIST.key(wishlist.id),
        sk=WISHLIST_SORT,
        customer_id=wishlist.customer_id,
        name=wishlist.name,
        entries=wishlist.entries,
        link=wishlist.link,
        is_shared=wishlist.is_shared,
        created_at=wishlist.created_at,
        updated_at=wishlist.updated_at,
        version=wishlist.version,
    )


def to_wishlist(item: WishlistItem) -> Wishlist:
    return Wishlist(
        id=item.pk.removeprefix(WISHLIST.prefix),
        customer_id=item.customer_id,
        name=item.name,
        entries=item.entries,
        link=item.link,
        is_shared=item.is_shared,
        created_at=item.created_at,
        updated_at=item.updated_at,
        version=item.version,
    )


def to_watcher(item: WatcherItem) -> Watcher:
    return Watcher(
        customer_id=watcher_in(item.sk),
        email=item.email,
        is_watching=bool(item.lists),
        since=item.since,
        price=item.price,
        price_sequence=item.price_sequence,
        stock_sequence=item.stock_sequence,
        told=item.told,
    )


def watched_key(sku: str) -> tuple[str, str]:
    return WATCH.key(sku), WATCHED_SORT
