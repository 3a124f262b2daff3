"""DELETE /api/wishlists/{wishlist_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from wishlists import manifest
from wishlists.changing import WishlistContended, attempts, own
from wishlists.store.wishlists import WishlistStore


@endpoint(manifest.DELETE_WISHLIST)
def handler(call: Call[None], wishlists: WishlistStore) -> Answer[None] | NotFound | PreconditionFailed:
    """The list is gone with all that was on it, and its link opens nothing."""
    for _ in attempts():
        found = own(wishlists, call)
        if isinstance(found, NotFound):
            return found
        if outdated := call.precondition(str(found.version)):
            return outdated
        if not wishlists.delete(found):
            return Answer(None)
    raise WishlistContended
