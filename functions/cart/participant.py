"""How carts take part in checkout: read, taken over by its transaction, or brought to today's prices."""

from collections.abc import Mapping

from cart import domain, holder, versions
from cart.domain import Cart, Line, Offer
from cart.holder import Holder, customer, guest
from cart.store import CartStore, found, key, saved
from cart.versions import CartMoved
from cart.view import CartView
from cart.view import of as view
from haat import clock
from haat.table.writes import Write

__all__ = [
    "Cart",
    "CartMoved",
    "CartView",
    "Holder",
    "Line",
    "Offer",
    "consumed",
    "customer",
    "find",
    "found",
    "guest",
    "key",
    "read",
    "refreshed",
    "repriced",
    "up_to_date",
    "view",
]

REFRESH_ATTEMPTS = 3


def find(holder: Holder) -> Cart:
    """Somebody's cart; an expired one is empty. One consistent read."""
    return CartStore().find(holder)


def read(customer_id: str) -> Cart:
    """A customer's cart; an expired one is empty. One consistent read."""
    return CartStore().find(holder.customer(customer_id))


def up_to_date(cart: Cart) -> Cart:
    """The cart, unless a sale has begun or ended since: then as it is with the prices of now, and saved so.

    No call, or those of `refreshed`.
    """
    return refreshed(cart.holder) if cart.outdated(clock.now_s()) else cart


def consumed(cart: Cart, order_id: str) -> Write:
    """The write by which an order takes the lines of the cart as it was read; refused as CartMoved."""
    return saved(versions.consume(cart, order_id, at_ms=clock.now_ms()))


def repriced(cart: Cart, offers: Mapping[str, Offer | None]) -> Cart | CartMoved:
    """The cart saved at the prices of `offers`, by SKU, without the lines that are not on sale (None).

    SKUs that `offers` does not name stay as they are. One write; none if nothing changed.
    """
    changes = versions.changes(cart, domain.reprice(cart, offers), None, at_ms=clock.now_ms())
    refused = CartStore().save(changes)
    if refused:
        return CartMoved()
    return changes[0].after if changes else cart


def refreshed(holder: Holder) -> Cart:
    """Somebody's cart as it is now, brought to today's prices and saved like that.

    Two reads and a write at most. While others keep changing it, as they left it: its version is true, and
    an order from it meets the same prices again.
    """
    cart = find(holder)
    for _ in range(REFRESH_ATTEMPTS):
        offers = CartStore().offers([line.sku for line in cart.lines])
        saved_cart = repriced(cart, offers)
        if isinstance(saved_cart, Cart):
            return saved_cart
        cart = find(holder)
    return cart
