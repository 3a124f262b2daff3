"""DELETE /api/wishlists/{wishlist_id}/link"""

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from wishlists import domain, manifest, view
from wishlists.changing import Changes


@endpoint(manifest.REVOKE_LINK)
def handler(
    call: Call[None], changes: Changes[NotFound]
) -> Answer[view.WishlistView] | NotFound | PreconditionFailed:
    """The list, private from now on."""
    return changes.make(call, lambda wishlist: domain.unshare(wishlist, at=clock.now()))
