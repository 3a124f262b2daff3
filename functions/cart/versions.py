"""From one version of a cart to the next, and when a cart expires.

A cart's first version is the time of its birth in milliseconds. DynamoDB deletes expired carts, so a cart
that counted from 1 would come back to versions that orders have named already, and at most one order may
name each (I3). No cart changes once per millisecond for days: a later birth is always a higher version.
"""

from dataclasses import dataclass, replace

from cart import domain
from cart.domain import Cart


@dataclass(frozen=True, slots=True)
class Change:
    """A cart as it was read, and as it is to be saved if it still is like that."""

    before: Cart
    after: Cart


@dataclass(frozen=True, slots=True)
class CartMoved:
    """Somebody else changed the cart first: read it again."""


def as_of(cart: Cart, now_s: int) -> Cart:
    """What is left of a cart: an expired one is empty, whether or not it has been deleted yet."""
    expired = cart.expires_at_s <= now_s
    return replace(cart, lines=(), expires_at_s=0, taken_by=None) if expired else cart


def change(before: Cart, after: Cart, *, at_ms: int, taken_by: str | None = None) -> Change:
    """The step from `before` to the lines of `after`: the next version, and a new lease of life."""
    version = before.version + 1 if before.version else at_ms
    expires_at_s = at_ms // 1000 + before.holder.life_s
    return Change(before, replace(after, version=version, expires_at_s=expires_at_s, taken_by=taken_by))


def changes(cart: Cart, decided: Cart, guest: Cart | None, *, at_ms: int) -> tuple[Change, ...]:
    """What has to be saved, together: the cart if its lines changed, and a guest's whose lines it took.

    Then both are saved whatever became of the cart's lines: they were merged as they were read.
    """
    if guest and guest.lines:
        emptied = change(guest, domain.clear(guest), at_ms=at_ms, taken_by=cart.holder.key)
        return change(cart, decided, at_ms=at_ms), emptied
    return (change(cart, decided, at_ms=at_ms),) if decided.lines != cart.lines else ()


def consume(cart: Cart, order_id: str, *, at_ms: int) -> Change:
    """The step of a cart whose lines an order takes."""
    return change(cart, domain.clear(cart), at_ms=at_ms, taken_by=order_id)
