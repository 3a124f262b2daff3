"""PUT /api/wishlists/{wishlist_id}/items/{sku}"""

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.settings import CURRENCY
from wishlists import domain, manifest, view
from wishlists.changing import Changes
from wishlists.domain import SkuNotOffered, Wishlist, WishlistFull
from wishlists.store.wishlists import WishlistStore


@endpoint(manifest.ADD_ITEM)
def handler(
    call: Call[None], wishlists: WishlistStore, changes: Changes[SkuNotOffered | WishlistFull]
) -> Answer[view.WishlistView] | SkuNotOffered | WishlistFull | NotFound | PreconditionFailed:
    """The list with the SKU on it; one that is there stays as it is, and so does its place."""
    sku = call.path["sku"]

    def add(wishlist: Wishlist) -> Wishlist | SkuNotOffered | WishlistFull:
        at = clock.now()
        if wishlist.entry(sku):
            return wishlist
        entry = wishlists.offered(sku, CURRENCY.text(), at=at)
        return domain.add(wishlist, entry, at=at) if entry else SkuNotOffered(sku)

    return changes.make(call, add)
