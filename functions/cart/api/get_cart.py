"""GET /api/cart"""

from typing import Never

from cart import manifest
from cart.changes import Changes, Stopped
from cart.view import CartView
from haat.http import Answer, Call, endpoint


@endpoint(manifest.GET_CART)
def handler(call: Call[None], carts: Changes[Never]) -> Answer[CartView] | Stopped:
    """The caller's cart; nobody's is empty."""
    return carts.show(call)
