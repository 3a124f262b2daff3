"""People in front of the shop: they ask, and ask again with the same key until there is an answer."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aftersales import manifest as aftersales
from cart import manifest as cart
from catalog import manifest as catalog
from checkout import manifest as checkout
from haat.manifest import Endpoint
from inventory import manifest as inventory
from orders import manifest as orders
from payments import manifest as payments
from promotions import manifest as promotions
from reviews import manifest as reviews
from tests.support.requests import Response, admin_claims, customer_claims
from tests.support.shop import ADDRESS
from wishlists import manifest as wishlists

if TYPE_CHECKING:
    from tests.faults.world import World

VISA, DECLINED = "pm_card_visa", "pm_card_visa_chargeDeclined"
CHALLENGED = "pm_card_authenticationRequired"
DEBIT, FAILING_DEBIT = "pm_usBankAccount_success", "pm_usBankAccount_insufficientFunds"
PATIENCE_S = (1, 2, 4, 8, 16, 30, 60)  # between repetitions of a request


@dataclass(frozen=True)
class Order:
    """An order as its customer knows it. `id` is "" if the shop refused it, or never answered."""

    response: Response

    @property
    def id(self) -> str:
        return str(self.response.json["order"]["id"]) if self.is_placed else ""

    @property
    def client_secret(self) -> str:
        return str(self.response.json["payment"]["client_secret"])

    @property
    def is_placed(self) -> bool:
        return self.response.status == 201


@dataclass
class Person:
    """Somebody with a token."""

    world: "World"
    name: str
    patient: bool = True  # whether a fault of the shop's is answered by asking again
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def id(self) -> str:
        return f"usr_{self.name}"

    @property
    def credentials(self) -> Mapping[str, str]:
        """Headers by which the shop knows who has no account, or no need of it."""
        return {}

    @property
    def claims(self) -> Mapping[str, object]:
        return customer_claims(self.id, email=f"{self.name}@example.com", family=f"fam_{self.name}")

    def ask(
        self, endpoint: Endpoint, body: object = None, *, key: str | None = None, **path: str
    ) -> Response:
        """Ask until there is an answer that is no fault of the shop's, with one idempotency key."""
        headers = {"idempotency-key": key or f"{self.name}-{next(self._keys)}", **self.credentials}

        def once() -> Response:
            who, claims = self.id, self.claims
            return self.world.request(endpoint, body, path=path, headers=headers, claims=claims, who=who)

        response = once()
        for pause_s in PATIENCE_S if self.patient else ():
            if not _is_passing(response):
                break
            self.world.advance(pause_s)
            response = once()
        return response


class Customer(Person):
    """A registered customer."""

    def add(self, sku: str, quantity: int = 1) -> Response:
        """Put units into the cart."""
        return self.ask(cart.ADD_ITEM, {"sku": sku, "quantity": quantity})

    @property
    def cart_version(self) -> int:
        """The version of the cart, as it is shown."""
        return int(self.ask(cart.GET_CART).json["version"])

    def place(self, *, key: str | None = None, cart_version: int | None = None, **more: object) -> Order:
        """Order what is in the cart."""
        version = self.cart_version if cart_version is None else cart_version
        body = {"cart_version": version, "shipping_address": ADDRESS} | more
        return Order(self.ask(checkout.PLACE_ORDER, body, key=key))

    def buy(self, quantities: Mapping[str, int], **more: object) -> Order:
        """Fill the cart and order it."""
        for sku, quantity in quantities.items():
            self.add(sku, quantity)
        return self.place(**more)  # type: ignore[arg-type]

    def pay(self, order: Order, method: str = VISA) -> dict[str, Any]:
        """Confirm the order's intent in the browser; {} where there is none."""
        if not order.is_placed:
            return {}
        shown = self.world.provider.browser.confirm(order.client_secret, method, "https://shop.test")
        self.world.webhooks.look()
        return shown

    def authenticate(self, intent: dict[str, Any], *, passed: bool = True) -> None:
        """Finish 3-D Secure, if the intent asks for it."""
        if intent.get("next_action"):
            self.world.provider.browser.authenticate(intent, "succeeded" if passed else "failed")
            self.world.webhooks.look()

    def come_back(self, order: Order) -> Response | None:
        """Return to the shop from paying: it asks the provider. None where there is no order."""
        if not order.is_placed:
            return None
        payment_id = str(order.response.json["payment"]["id"])
        return self.ask(payments.CONFIRM_PAYMENT, {"payment_id": payment_id})

    def pay_what_is_open(self) -> None:
        """Find one's latest order, whose placing was perhaps never answered, and pay it if it can be paid."""
        listed = self.ask(orders.LIST_ORDERS)
        found = listed.json["items"] if listed.status == 200 else []
        asked = self.ask(payments.CREATE_PAYMENT, {"order_id": found[0]["id"]}) if found else listed
        if asked.status == 201 and asked.json["client_secret"]:
            self.world.provider.browser.confirm(asked.json["client_secret"], VISA, "https://shop.test")
            self.world.webhooks.look()

    def cancel(self, order: Order) -> Response | None:
        """Ask for the order to be cancelled; None where there is none."""
        return self.cancel_by_id(order.id) if order.is_placed else None

    def cancel_by_id(self, order_id: str) -> Response:
        """Ask for an order to be cancelled whose placing was never answered."""
        return self.ask(checkout.CANCEL_ORDER, order_id=order_id)

    def give_back(self, order: Order, sku: str, quantity: int) -> str:
        """Announce a return; its id, or "" if it is refused."""
        if not order.is_placed:
            return ""
        lines = [{"sku": sku, "quantity": quantity, "reason": "not_as_described"}]
        answer = self.ask(aftersales.REQUEST_RETURN, {"lines": lines}, order_id=order.id)
        return str(answer.json["id"]) if answer.status == 201 else ""

    def show(self, order: Order) -> Response:
        """Look at the order."""
        return self.ask(orders.GET_ORDER, order_id=order.id)

    def watch(self, sku: str) -> Response | None:
        """Put a SKU on a new wishlist; None if there is none."""
        made = self.ask(wishlists.CREATE_WISHLIST, {"name": "Birthday"})
        if made.status != 201:
            return None
        return self.ask(wishlists.ADD_ITEM, wishlist_id=str(made.json["id"]), sku=sku)

    def review(self, product_id: str, stars: int) -> Response | None:
        """Say how good a product is; None if it is none."""
        return self.ask(reviews.WRITE_REVIEW, {"stars": stars}, product_id=product_id) if product_id else None


@dataclass
class Guest(Customer):
    """Somebody without an account: known by a cart token, and to an order by the token of its link."""

    tokens: dict[str, str] = field(default_factory=dict)  # by header

    @property
    def credentials(self) -> Mapping[str, str]:
        return self.tokens

    @property
    def claims(self) -> Mapping[str, object]:
        return {}

    def add(self, sku: str, quantity: int = 1) -> Response:
        """Put units into the cart; the first answer has the cart's token."""
        response = super().add(sku, quantity)
        if "cart-token" in response.headers:
            self.tokens["cart-token"] = response.headers["cart-token"]
        return response

    def place(self, **more: object) -> Order:
        """Order what is in the cart; the answer has the token of the order's link."""
        order = super().place(**({"email": f"{self.name}@example.com"} | more))  # type: ignore[arg-type]
        if order.is_placed:
            self.tokens["order-token"] = str(order.response.json["order_token"])
        return order


class Admin(Person):
    """Whoever runs the shop."""

    def __init__(self, world: "World") -> None:
        super().__init__(world, "admin")

    @property
    def claims(self) -> Mapping[str, object]:
        return admin_claims()

    def move(self, order: Order, status: str) -> Response | None:
        """Move an order on; None where there is none."""
        if not order.is_placed:
            return None
        return self.ask(checkout.UPDATE_ORDER_STATUS, {"status": status}, order_id=order.id)

    def refund(self, order: Order, body: object = None, *, key: str | None = None) -> Response | None:
        """Give back what a body names of an order's payment, or all of it; None where there is none."""
        if not order.is_placed:
            return None
        payment_id = str(order.response.json["payment"]["id"])
        return self.ask(aftersales.REFUND_PAYMENT, body or {}, key=key, payment_id=payment_id)

    def take_back(self, return_id: str, lines: list[dict[str, object]]) -> Response:
        """Approve a return and take its units in."""
        self.ask(aftersales.DECIDE_RETURN, {"status": "approved"}, return_id=return_id)
        return self.ask(aftersales.RECEIVE_RETURN, {"lines": lines}, return_id=return_id)

    def sell(self, sku: str, *, price_minor: int, units: int) -> str:
        """Put a product of one SKU on sale, and units of it on the shelf; its id, or "" if that failed."""
        made = self.ask(catalog.CREATE_PRODUCT, _product(sku, price_minor))
        self.deliver(sku, units)
        return str(made.json["id"]) if made.status == 201 else ""

    def reprice(self, product_id: str, sku: str, price_minor: int) -> Response | None:
        """Sell a product for so much from now on; None if it is none."""
        body = _product(sku, price_minor)
        return self.ask(catalog.REPLACE_PRODUCT, body, product_id=product_id) if product_id else None

    def deliver(self, sku: str, units: int) -> Response:
        """Put units of a SKU on the shelf, over what is there."""
        return self.ask(inventory.UPDATE_STOCK, {"sku": sku, "available": units, "reason": "delivery"})

    def give_out(self, code: str, **terms: object) -> Response:
        """Give out a coupon: a tenth off, unless its terms say otherwise."""
        usual: dict[str, object] = {"code": code, "kind": "percentage", "rate_ppm": 100_000}
        return self.ask(promotions.CREATE_COUPON, usual | terms)

    def spread(self, sku: str, shards: int) -> Response:
        """Spread a SKU over so many rows."""
        return self.ask(inventory.SPREAD_STOCK, {"shards": shards}, sku=sku)


def _product(sku: str, price_minor: int) -> dict[str, object]:
    price = {"amount_minor": price_minor, "currency": "EUR"}
    return {"name": sku.title(), "category": "bowls", "variants": [{"sku": sku, "price": price}]}


def _is_passing(response: Response) -> bool:
    busy = response.status == 409 and response.json.get("code") == "request_in_progress"
    return response.status >= 500 or response.status == 429 or busy
