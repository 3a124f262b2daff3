"""GET /api/wishlists/{wishlist_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from wishlists import manifest, view
from wishlists.changing import own
from wishlists.store.wishlists import WishlistStore


@endpoint(manifest.GET_WISHLIST)
def handler(call: Call[None], wishlists: WishlistStore) -> Answer[view.WishlistView] | NotFound:
    """One list of the caller's; somebody else's is as absent as one that never was."""
    found = own(wishlists, call)
    return found if isinstance(found, NotFound) else view.answer(found)
