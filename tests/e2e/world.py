"""What end-to-end tests ask of a stack."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from infra.local import aws, shopfront
from infra.local.buyer import ADDRESS, Buyer, await_it
from infra.local.client import Client, Response
from infra.local.layout import PAYMENTS_API_KEY, Layout
from tests.e2e.validated import ValidatedClient

PASSWORD = "a market in the open air"
# Refunds of one payment that are paid at once get in each other's way: who loses is tried again by its queue.
REFUNDS_WAIT_S = 300.0


@dataclass(frozen=True)
class Customer:
    """Somebody registered."""

    id: str
    email: str
    token: str
    refresh_token: str


class World:
    """A running stack."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.facts = json.loads(layout.stack_file.read_text())
        self.api = ValidatedClient(layout.api)
        self.payments = Client(layout.payments)
        self.keeper = shopfront.keeper(layout)
        self.buyer = Buyer(self.api, self.payments, self.facts["mail"], print)
        self.table = aws.table(layout, self.facts["table"])

    def customer(self) -> Customer:
        """Somebody new."""
        email = f"{secrets.token_hex(6)}@example.com"
        made = (
            self.api.send("POST", "/api/users/register", {"email": email, "password": PASSWORD})
            .expect(201)
            .json
        )
        return Customer(made["user"]["id"], email, made["access_token"], made["refresh_token"])

    def admin_token(self) -> str:
        """A fresh token of the admin."""
        admin = self.facts["admin"]
        credentials = {"username": admin["username"], "password": admin["password"]}
        token: str = (
            self.api.send("POST", "/_local/admin/token", credentials).expect(200).json["access_token"]
        )
        return token

    def product(self, quantity: int, price_minor: int = 1250) -> dict[str, Any]:
        """A new product of one SKU with so many units."""
        sku = f"E2E-{secrets.token_hex(5)}"
        body = {
            "name": f"Lantern {sku}",
            "description": "A lantern for the stall.",
            "brand": "Haat",
            "category": "lamps",
            "attributes": {"material": "paper"},
            "images": ["/images/lantern.jpg"],
            "variants": [
                {
                    "sku": sku,
                    "price": {"amount_minor": price_minor, "currency": "EUR"},
                    "attributes": {"size": "small"},
                    "images": [],
                }
            ],
        }
        made: dict[str, Any] = self.admin("POST", "/api/products", body).expect(201).json
        self.keeper.restock(sku, quantity)
        return made

    def admin(self, method: str, path: str, body: object = None, **headers: str) -> Response:
        """A request of the admin."""
        return self.api.send(method, path, body, token=self.admin_token(), headers=headers)

    def cart_with(self, token: str, sku: str, quantity: int = 1) -> dict[str, Any]:
        """Put something into a customer's cart."""
        body = {"sku": sku, "quantity": quantity}
        cart: dict[str, Any] = self.api.send("POST", "/api/cart/items", body, token=token).expect(201).json
        return cart

    def coupon(self, **terms: object) -> str:
        """The code of a new coupon of ten percent."""
        body = {"code": f"E2E-{secrets.token_hex(5)}", "kind": "percentage", "rate_ppm": 100_000}
        made = self.admin("POST", "/api/admin/coupons", body | terms).expect(201).json
        return str(made["code"])

    def place(
        self, token: str, cart_version: int, key: str | None = None, coupon_code: str | None = None
    ) -> Response:
        """Place an order."""
        body = {"cart_version": cart_version, "shipping_address": ADDRESS, "coupon_code": coupon_code}
        headers = {"Idempotency-Key": key or secrets.token_hex(16)}
        return self.api.send("POST", "/api/orders", body, token=token, headers=headers)

    def order(self, customer: Customer, sku: str, quantity: int = 1) -> dict[str, Any]:
        """A pending order of one line: {"order", "payment"}."""
        cart = self.cart_with(customer.token, sku, quantity)
        placed: dict[str, Any] = self.place(customer.token, cart["version"]).expect(201).json
        return placed

    def paid_order(self, customer: Customer, sku: str) -> dict[str, Any]:
        """An order of one unit that is paid and confirmed: {"order", "payment"}, as it was placed."""
        placed = self.order(customer, sku)
        self.buyer.pay(placed["payment"]["client_secret"])
        self.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
        return placed

    def refunds_given(self, payment_id: str, customer: Customer) -> list[int]:
        """What the provider has given back of a payment, in minor units, once no refund is due any more."""

        def settled() -> dict[str, Any] | None:
            path = f"/api/payments/{payment_id}"
            found: dict[str, Any] = self.api.send("GET", path, token=customer.token).expect(200).json
            return None if any(one["status"] == "due" for one in found["refunds"]) else found

        paid = await_it(settled, f"the refunds of {payment_id}", wait_s=REFUNDS_WAIT_S)
        order_id = paid["order_id"]
        intents = [intent["id"] for intent in self.intents_of(order_id)]
        given = self.payments.send("GET", "/v1/refunds", query={"limit": 100}, token=PAYMENTS_API_KEY)
        return [one["amount"] for one in given.json["data"] if one["payment_intent"] in intents]

    def stock(self, sku: str) -> dict[str, int]:
        """The units of a SKU, from the table."""
        item = self.table.get_item(Key={"pk": f"SKU#{sku}", "sk": "STOCK#main"})["Item"]
        return {state: int(item[state]) for state in ("available", "reserved", "sold", "damaged")}  # type: ignore[arg-type]

    def events_of(self, aggregate: str) -> list[str]:
        """The names of an aggregate's events, in order, from the table."""
        rows = self.table.query(
            KeyConditionExpression="pk = :pk AND begins_with(sk, :event)",
            ExpressionAttributeValues={":pk": aggregate, ":event": "EVENT#"},
        )
        return [str(row["name"]) for row in rows["Items"]]

    def await_deliveries(self) -> list[dict[str, Any]]:
        """Every delivery of a webhook, once none is under way any more."""

        def idle() -> dict[str, Any] | None:
            found: dict[str, Any] = self.payments.send("GET", "/_control/deliveries").expect(200).json
            return found if found["idle"] else None

        deliveries: list[dict[str, Any]] = await_it(idle, "the webhooks to be delivered")["deliveries"]
        return deliveries

    def intents_of(self, order_id: str) -> list[dict[str, Any]]:
        """The provider's intents of an order."""
        listed = self.payments.send(
            "GET", "/v1/payment_intents", query={"limit": 100}, token=PAYMENTS_API_KEY
        )
        return [intent for intent in listed.json["data"] if intent["metadata"].get("order_id") == order_id]
