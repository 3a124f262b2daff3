"""What a wishlist is, how it changes, and when its owner hears of a SKU in it."""

from dataclasses import dataclass, replace

from haat.errors import Conflict, Invalid, NotFound
from haat.money import Money

LISTS_MAX = 10  # of one customer
ITEMS_MAX = 80  # deleting a list ends a watch for each of them, in one transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """A SKU on a list. `item_id` is new each time it is put there: the key by which it moves to the cart."""

    sku: str
    item_id: str
    product_id: str
    name: str  # of the product, then
    price: Money  # then, in the shop's currency
    added_at: str


@dataclass(frozen=True, slots=True)
class Wishlist:
    """One list of a customer. `link` counts the links there were; `is_shared`: the last one holds."""

    id: str
    customer_id: str
    name: str
    entries: tuple[Entry, ...]
    link: int
    is_shared: bool
    created_at: str
    updated_at: str
    version: int

    def entry(self, sku: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.sku == sku), None)


@dataclass(frozen=True, slots=True)
class TooManyWishlists(Conflict):
    """You have too many wishlists."""

    detail = "A customer has at most {lists_max}."
    lists_max: int = LISTS_MAX


@dataclass(frozen=True, slots=True)
class WishlistFull(Conflict):
    """The wishlist is full."""

    detail = "A wishlist has at most {items_max} items."
    items_max: int = ITEMS_MAX


@dataclass(frozen=True, slots=True)
class SkuNotOffered(Invalid):
    """There is no such SKU on sale."""

    detail = "{sku} is not on sale here; what is sold out may be wished for."
    sku: str


def rename(wishlist: Wishlist, name: str, *, at: str) -> Wishlist:
    return _changed(wishlist, at, name=name)


def add(wishlist: Wishlist, entry: Entry, *, at: str) -> Wishlist | WishlistFull:
    """The list with a SKU on it; the same if it is there."""
    if wishlist.entry(entry.sku):
        return wishlist
    if len(wishlist.entries) >= ITEMS_MAX:
        return WishlistFull()
    return _changed(wishlist, at, entries=(*wishlist.entries, entry))


def remove(wishlist: Wishlist, sku: str, *, at: str) -> Wishlist | NotFound:
    """The list without a SKU."""
    kept = tuple(entry for entry in wishlist.entries if entry.sku != sku)
    return _changed(wishlist, at, entries=kept) if len(kept) < len(wishlist.entries) else NotFound()


def share(wishlist: Wishlist, *, at: str) -> Wishlist:
    """The list with a link that opens it; the same link if there is one."""
    return wishlist if wishlist.is_shared else _changed(wishlist, at, link=wishlist.link + 1, is_shared=True)


def unshare(wishlist: Wishlist, *, at: str) -> Wishlist:
    """The list without a link: none that there was opens it again."""
    return _changed(wishlist, at, is_shared=False) if wishlist.is_shared else wishlist


def _changed(wishlist: Wishlist, at: str, **changed: object) -> Wishlist:
    return replace(wishlist, **changed, updated_at=at, version=wishlist.version + 1)  # type: ignore[arg-type]
