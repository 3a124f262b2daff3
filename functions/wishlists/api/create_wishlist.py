"""POST /api/wishlists"""

from haat import clock, ids
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from wishlists import manifest, view
from wishlists.body import NameBody, name_of
from wishlists.changing import WishlistContended, attempts
from wishlists.domain import TooManyWishlists, Wishlist
from wishlists.store.wishlists import Overtaken, WishlistStore


@endpoint(manifest.CREATE_WISHLIST)
def handler(
    call: Call[NameBody], wishlists: WishlistStore
) -> Answer[view.WishlistView] | InvalidInput | TooManyWishlists | AlreadyAnswered:
    """A new list, empty and private."""
    name, at = name_of(call.input), clock.now()
    if isinstance(name, InvalidInput):
        return name
    wishlist = Wishlist(
        ids.new_id("wl"), call.customer.id, name, entries=(), link=0, is_shared=False, created_at=at,
        updated_at=at, version=1,
    )  # fmt: skip
    location = {"location": f"{manifest.CREATE_WISHLIST.path}/{wishlist.id}"}
    answer = Answer(view.of(wishlist), etag="1", headers=location)
    for _ in attempts():
        refusal = wishlists.create(wishlist, *call.remember(answer))
        if not isinstance(refusal, Overtaken):
            return refusal or answer
    raise WishlistContended
