"""PUT /api/wishlists/{wishlist_id}"""

from haat import clock
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from wishlists import domain, manifest, view
from wishlists.body import NameBody, name_of
from wishlists.changing import Changes


@endpoint(manifest.RENAME_WISHLIST)
def handler(
    call: Call[NameBody], changes: Changes[NotFound]
) -> Answer[view.WishlistView] | InvalidInput | NotFound | PreconditionFailed:
    """The same list under another name."""
    name = name_of(call.input)
    if isinstance(name, InvalidInput):
        return name
    return changes.make(call, lambda wishlist: domain.rename(wishlist, name, at=clock.now()))
