"""A shop with stock, and a customer with a cart, an order and a way to ask for things."""

from collections.abc import Mapping
from typing import Any

from cart import versions
from cart.domain import Cart, Line
from cart.holder import Holder, customer, guest
from cart.store import CartStore
from checkout.api import cancel_order, place_order, update_order_status
from haat import clock
from haat.http.cart_token import token_hash
from haat.keys import MAIN_WAREHOUSE, stock_key
from haat.money import Money
from haat.sale import Sale
from haat.table import reads, writes
from haat.table.sku import SkuItem
from orders.api import get_order
from orders.domain import Order
from orders.store import OrderStore
from payments.domain import Payment
from payments.store import PaymentStore
from tests.support.requests import Response, admin_claims, customer_claims, send

ADA = "usr_01kawz9d2hq4m7x0t3f5b8n6cv"
BOB = "usr_01kawz9d2hq4m7x0t3f5b8n6cw"
PRODUCT = "prod_01kawzq3n5rv0v7k8t9m2c4x6y"
ADDRESS = {"name": "Ada", "line1": "Market 1", "city": "Berlin", "postal_code": "10115", "country": "DE"}
KEY = "checkout-1"
CART_TOKEN = "0123456789abcdef" * 4
EMAIL = "Grace@Example.com"  # of the guest with that token


def stock(
    sku: str,
    *,
    available: int = 10,
    price_minor: int = 1000,
    on_sale: bool = True,
    prices: Mapping[str, int] | None = None,
    sale: Sale | None = None,
    elsewhere: Mapping[str, int] = {},
) -> None:
    """Put a SKU on the shelf, over what is there; `prices` by currency, where it is not the euro alone.

    `sale` is one in euros.
    `elsewhere`: units at other places than the head's.
    """
    for place, there in ({MAIN_WAREHOUSE: available} | dict(elsewhere)).items():
        pk, sk = stock_key(sku, place)
        row = SkuItem(
            pk=pk, sk=sk, sku=sku, product_id=PRODUCT, name=sku.title(),
            prices=dict(prices or {"EUR": price_minor}), sales={"EUR": sale} if sale else None,
            on_sale=on_sale, available=there,
            places=tuple(elsewhere) or None if place == MAIN_WAREHOUSE else None,
        )  # fmt: skip
        assert writes.commit(writes.put(row, when=None, refused=lambda _: "refused")) == []


def row(sku: str) -> SkuItem:
    """The head row of a SKU."""
    found = reads.find(SkuItem, *stock_key(sku), consistent=True)
    assert found
    return found


def rows(sku: str) -> dict[str, SkuItem]:
    """All rows of a SKU, by place."""
    keys = [stock_key(sku, place) for place in (MAIN_WAREHOUSE, *row(sku).other_places)]
    found = reads.find_many(keys, consistent=True).values()
    return {item.place: item for item in found if isinstance(item, SkuItem)}


def units(sku: str, place: str | None = None) -> tuple[int, int, int]:
    """Available, reserved and sold units: everywhere, or at one place."""
    found = [item for at, item in rows(sku).items() if place in (None, at)]
    return (
        sum(item.available for item in found),
        sum(item.reserved for item in found),
        sum(item.sold for item in found),
    )


def change_offer(sku: str, **changed: Any) -> None:
    """Change a SKU's price or whether it is on sale, as catalog does: in all rows at once."""
    actions = [getattr(SkuItem, name).set(value) for name, value in changed.items()]
    changes = [
        writes.update(
            SkuItem, item.pk, item.sk, actions, when=SkuItem.pk.exists(), refused=lambda _: "refused"
        )
        for item in rows(sku).values()
    ]
    assert writes.commit(*changes) == []


def fill_cart(quantities: Mapping[str, int], *, whose: str = ADA, currency: str = "EUR") -> int:
    """Put lines at the prices of today into a customer's cart, over what is there; its version."""
    return _fill(customer(whose), quantities, currency)


def fill_guest_cart(quantities: Mapping[str, int], *, token: str = CART_TOKEN) -> int:
    """The same with the cart of a guest."""
    return _fill(guest(token_hash(token)), quantities)


def _fill(holder: Holder, quantities: Mapping[str, int], currency: str = "EUR") -> int:
    before = CartStore().find(holder)
    lines = tuple(line_of(row(sku), quantity, currency) for sku, quantity in quantities.items())
    step = versions.change(before, Cart(before.holder, lines, before.version), at_ms=clock.now_ms())
    assert CartStore().save([step]) == []
    return CartStore().find(holder).version


def line_of(found: SkuItem, quantity: int, currency: str = "EUR") -> Line:
    """Units of a SKU as a cart keeps them."""
    price = Money(found.prices[currency], currency)
    places = found.places or ()
    return Line(found.sku, found.product_id, found.name, quantity, price, clock.now(), places=places)


def place(cart_version: int, *, key: str | None = KEY, whose: str = ADA, **changed: object) -> Response:
    """Ask for an order from a cart."""
    body = {"cart_version": cart_version, "shipping_address": ADDRESS} | changed
    headers = {"idempotency-key": key} if key else {}
    return send(place_order.handler, body, headers=headers, claims=customer_claims(whose))


def place_as_guest(
    cart_version: int,
    *,
    key: str | None = KEY,
    token: str = CART_TOKEN,
    email: str | None = EMAIL,
    **changed: object,
) -> Response:
    """Ask for an order from a guest's cart."""
    own = {} if email is None else {"email": email}
    body = {"cart_version": cart_version, "shipping_address": ADDRESS} | own | changed
    headers = {"cart-token": token} | ({"idempotency-key": key} if key else {})
    return send(place_order.handler, body, headers=headers)


def cancel(order_id: str, *, key: str | None = None, whose: str = ADA) -> Response:
    """Ask for an order to be cancelled."""
    headers = {"idempotency-key": key} if key else {}
    path = {"order_id": order_id}
    return send(cancel_order.handler, path=path, headers=headers, claims=customer_claims(whose))


def show(order_id: str, *, whose: str = ADA) -> Response:
    """Ask for an order."""
    return send(get_order.handler, path={"order_id": order_id}, claims=customer_claims(whose))


def move(order_id: str, status: str, headers: Mapping[str, str] | None = None) -> Response:
    """Ask for an order to be moved, as an admin."""
    path, body = {"order_id": order_id}, {"status": status}
    return send(update_order_status.handler, body, path=path, headers=headers, claims=admin_claims())


def order_of(order_id: str) -> Order:
    """An order as it is in the table."""
    found = OrderStore().find(order_id)
    assert found
    return found


def payment_of(order_id: str) -> Payment:
    """An order's payment as it is in the table."""
    found = PaymentStore().find(order_of(order_id).payment_id)
    assert found
    return found


def ordered(quantities: Mapping[str, int], *, key: str = KEY, whose: str = ADA) -> str:
    """The id of a new order."""
    response = place(fill_cart(quantities, whose=whose), key=key, whose=whose)
    assert response.status == 201, response.text
    return str(response.json["order"]["id"])
