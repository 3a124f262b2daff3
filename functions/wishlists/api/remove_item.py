"""DELETE /api/wishlists/{wishlist_id}/items/{sku}"""

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from wishlists import domain, manifest, view
from wishlists.changing import Changes


@endpoint(manifest.REMOVE_ITEM)
def handler(
    call: Call[None], changes: Changes[NotFound]
) -> Answer[view.WishlistView] | NotFound | PreconditionFailed:
    """The list without the SKU: the second step of moving it to the cart, too."""
    sku = call.path["sku"]
    return changes.make(call, lambda wishlist: domain.remove(wishlist, sku, at=clock.now()))
