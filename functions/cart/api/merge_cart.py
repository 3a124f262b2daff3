"""POST /api/cart/merge"""

from typing import Never

from cart import manifest
from cart.changes import Changes, Stopped
from cart.view import CartView
from haat.errors import Unauthorized
from haat.http import Answer, Call, Customer, endpoint


@endpoint(manifest.MERGE_CART)
def handler(call: Call[None], carts: Changes[Never]) -> Answer[CartView] | Unauthorized | Stopped:
    """A customer's cart with the lines of the guest that `Cart-Token` names; again: nothing more to take."""
    if not isinstance(call.principal, Customer):
        return Unauthorized()
    return carts.show(call)
