"""Lists as the API shows them: to their owner, and to whoever has the link."""

import msgspec

from haat.http import Answer
from haat.money import Money
from wishlists import link
from wishlists.domain import Entry, Wishlist


class ItemView(msgspec.Struct):
    """A SKU on a list, as it was offered when it came there.

    `item_id`: send it as `Idempotency-Key` when it moves to the cart, and the cart gets it once.
    """

    item_id: str
    sku: str
    product_id: str
    name: str
    price_when_added: Money
    added_at: str


class WishlistView(msgspec.Struct):
    """One list. `link_token` opens it for whoever has it; null: it is private."""

    id: str
    name: str
    items: list[ItemView]
    link_token: str | None
    created_at: str
    updated_at: str
    version: int


class SharedItemView(msgspec.Struct):
    """A SKU on somebody's list."""

    sku: str
    product_id: str
    name: str


class SharedWishlistView(msgspec.Struct):
    """Somebody's list; whose, it does not say."""

    name: str
    items: list[SharedItemView]


def of(wishlist: Wishlist) -> WishlistView:
    return WishlistView(
        id=wishlist.id,
        name=wishlist.name,
        items=[_item(entry) for entry in wishlist.entries],
        link_token=link.token_of(wishlist),
        created_at=wishlist.created_at,
        updated_at=wishlist.updated_at,
        version=wishlist.version,
    )


def answer(wishlist: Wishlist) -> Answer[WishlistView]:
    return Answer(of(wishlist), etag=str(wishlist.version))


def shared(wishlist: Wishlist) -> SharedWishlistView:
    shown = [SharedItemView(entry.sku, entry.product_id, entry.name) for entry in wishlist.entries]
    return SharedWishlistView(wishlist.name, shown)


def _item(entry: Entry) -> ItemView:
    return ItemView(entry.item_id, entry.sku, entry.product_id, entry.name, entry.price, entry.added_at)
