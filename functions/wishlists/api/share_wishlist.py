"""PUT /api/wishlists/{wishlist_id}/link"""

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from wishlists import domain, manifest, view
from wishlists.changing import Changes


@endpoint(manifest.SHARE_WISHLIST)
def handler(
    call: Call[None], changes: Changes[NotFound]
) -> Answer[view.WishlistView] | NotFound | PreconditionFailed:
    """The list with the link to it; the same link again until it is revoked."""
    return changes.make(call, lambda wishlist: domain.share(wishlist, at=clock.now()))
