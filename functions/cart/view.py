"""A cart as a client sees it."""

from collections.abc import Mapping

import msgspec

from cart.domain import Cart, Line
from haat import clock
from haat.http import Answer
from haat.money import Money
from haat.settings import CURRENCY


class LineView(msgspec.Struct, frozen=True):
    """One line; its id is its SKU."""

    item_id: str
    sku: str
    product_id: str
    name: str
    quantity: int
    unit_price: Money
    line_total: Money
    added_at: str


class CartView(msgspec.Struct, frozen=True):
    """One cart."""

    lines: tuple[LineView, ...]
    subtotal: Money
    currency: str
    version: int
    expires_at: str | None  # None: nothing is in it that could expire


def of(cart: Cart) -> CartView:
    """What a client may see of a cart."""
    subtotal = cart.subtotal(cart.currency or CURRENCY.text())
    return CartView(
        lines=tuple(map(_line, cart.lines)),
        subtotal=subtotal,
        currency=subtotal.currency,
        version=cart.version,
        expires_at=clock.iso(cart.expires_at_s) if cart.lines else None,
    )


def answer(cart: Cart, headers: Mapping[str, str] = {}) -> Answer[CartView]:
    """One cart with its tag."""
    return Answer(of(cart), etag=str(cart.version), headers=headers)


def _line(line: Line) -> LineView:
    return LineView(
        item_id=line.sku,
        sku=line.sku,
        product_id=line.product_id,
        name=line.name,
        quantity=line.quantity,
        unit_price=line.unit_price,
        line_total=line.total,
        added_at=line.added_at,
    )
