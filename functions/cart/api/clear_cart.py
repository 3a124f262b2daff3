"""DELETE /api/cart"""

from typing import Never

from cart import domain, manifest
from cart.changes import Changes, Stopped
from haat.http import Answer, Call, endpoint


@endpoint(manifest.CLEAR_CART)
def handler(call: Call[None], carts: Changes[Never]) -> Answer[None] | Stopped:
    """Empty the cart; its version goes on."""
    emptied = carts.make(call, lambda cart, _: domain.clear(cart))
    return Answer(None, etag=emptied.etag) if isinstance(emptied, Answer) else emptied
