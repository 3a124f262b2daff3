"""GET /api/wishlists"""

import msgspec

from haat.http import Call, endpoint
from wishlists import manifest, view
from wishlists.store.wishlists import WishlistStore


class Wishlists(msgspec.Struct):
    """All of the caller's lists: there are few."""

    items: list[view.WishlistView]
    next: None = None


@endpoint(manifest.LIST_WISHLISTS)
def handler(call: Call[None], wishlists: WishlistStore) -> Wishlists:
    """The caller's lists, in the order in which they were begun."""
    return Wishlists([view.of(wishlist) for wishlist in wishlists.list_of(call.customer.id)])
