"""A shop with a few SKUs, and people who fill carts through the handlers."""

from collections.abc import Mapping
from dataclasses import dataclass

from cart import versions
from cart.api import add_item, clear_cart, get_cart, merge_cart, remove_item, set_quantity
from cart.domain import Cart, Line, Offer
from cart.holder import Holder, customer
from cart.store import CartStore
from haat import clock
from haat.keys import SKU, stock_sort
from haat.money import Money
from haat.sale import Sale
from haat.table import writes
from haat.table.sku import SkuItem
from tests.support.requests import Response, send

AT = "2026-11-22T09:30:00Z"
OWNER = customer("usr_1")


def sku_row(
    sku: str, *, available: int = 100, price_minor: int = 1000, name: str = "Kettle", sale: Sale | None = None
) -> SkuItem:
    """The row of a SKU on sale."""
    return SkuItem(
        pk=SKU.key(sku),
        sk=stock_sort(),
        sku=sku,
        product_id=f"prod_{sku}",
        name=name,
        prices={"EUR": price_minor},
        sales={"EUR": sale} if sale else None,
        on_sale=True,
        available=available,
    )


def stock(row: SkuItem) -> None:
    """Put a SKU's row into the table, over what is there."""
    assert writes.commit(writes.put(row, when=None, refused=lambda _: "refused")) == []


def offer(sku: str, *, available: int = 100, price_minor: int = 1000) -> Offer:
    return Offer(sku, f"prod_{sku}", "Kettle", {"EUR": price_minor}, available)


def line(sku: str, quantity: int = 1, *, price_minor: int = 1000) -> Line:
    return Line(sku, f"prod_{sku}", "Kettle", quantity, Money(price_minor, "EUR"), AT)


def cart_of(*lines: Line, version: int = 1, holder: Holder = OWNER) -> Cart:
    """A cart that never expires."""
    return Cart(holder, lines, version, 2**40)


def put_cart(holder: Holder, *lines: Line) -> Cart:
    """Save lines into a cart, over what is there."""
    before = CartStore().find(holder)
    step = versions.change(before, cart_of(*lines, holder=holder), at_ms=clock.now_ms())
    assert CartStore().save([step]) == []
    return step.after


def quantities(response: Response) -> dict[str, int]:
    """Units by SKU in the cart that a response shows."""
    return {shown["sku"]: shown["quantity"] for shown in response.json["lines"]}


@dataclass
class Shopper:
    """Somebody with a browser: keeps the cart token, and the access token after a login."""

    token: str | None = None
    customer_id: str | None = None

    def headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        own = {}
        if self.token:
            own["cart-token"] = self.token
        if self.customer_id:
            own["authorization"] = f"Bearer {self.customer_id}"
        return own | dict(more or {})

    def add(
        self,
        sku: str,
        quantity: int = 1,
        headers: Mapping[str, str] | None = None,
        *,
        currency: str | None = None,
    ) -> Response:
        body = {"sku": sku, "quantity": quantity} | ({"currency": currency} if currency else {})
        response = send(add_item.handler, body, headers=self.headers(headers))
        self.token = response.headers.get("cart-token", self.token)
        return response

    def show(self) -> Response:
        return send(get_cart.handler, headers=self.headers())

    def set(self, sku: str, quantity: int, headers: Mapping[str, str] | None = None) -> Response:
        path, body = {"item_id": sku}, {"quantity": quantity}
        return send(set_quantity.handler, body, path=path, headers=self.headers(headers))

    def remove(self, sku: str, headers: Mapping[str, str] | None = None) -> Response:
        return send(remove_item.handler, path={"item_id": sku}, headers=self.headers(headers))

    def clear(self, headers: Mapping[str, str] | None = None) -> Response:
        return send(clear_cart.handler, headers=self.headers(headers))

    def merge(self, headers: Mapping[str, str] | None = None) -> Response:
        return send(merge_cart.handler, headers=self.headers(headers))
