"""GET /api/shared-wishlists/{token}"""

from haat.errors import NotFound
from haat.http import Call, endpoint
from wishlists import link, manifest, view
from wishlists.store.wishlists import WishlistStore


@endpoint(manifest.SHOW_SHARED_WISHLIST)
def handler(call: Call[None], wishlists: WishlistStore) -> view.SharedWishlistView | NotFound:
    """What a link opens. A link that is revoked, or of a list that is deleted, opens nothing."""
    token = call.path["token"]
    wishlist_id = link.wishlist_id_in(token)
    wishlist = wishlists.find(wishlist_id) if wishlist_id else None
    return view.shared(wishlist) if wishlist and link.opens(token, wishlist) else NotFound()
