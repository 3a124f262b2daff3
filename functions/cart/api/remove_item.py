"""DELETE /api/cart/items/{item_id}"""

from cart import domain, manifest
from cart.changes import Changes, Stopped
from cart.view import CartView
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.REMOVE_ITEM)
def handler(call: Call[None], carts: Changes[NotFound]) -> Answer[CartView] | NotFound | Stopped:
    """Take a line out; the cart that is left is the answer."""
    item_id = call.path["item_id"]
    return carts.make(call, lambda cart, _: domain.remove(cart, item_id))
