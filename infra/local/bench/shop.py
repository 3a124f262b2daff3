"""The shop that is measured: a running stack, some of its products with plenty of stock, and buyers."""

import json
import secrets
from typing import Any

from infra.local import aws, shopfront
from infra.local.buyer import Buyer
from infra.local.client import Client
from infra.local.layout import Layout

OK, CREATED = 200, 201
PRODUCTS = 20
PLENTY = 1_000_000
LOG_EVENTS = 300
LINES = 10  # a cart of the size people have


class BenchShop:
    """What the measurements ask of a stack."""

    def __init__(self, layout: Layout) -> None:
        facts = json.loads(layout.stack_file.read_text())
        self.layout = layout
        self.emulator_pid: int = facts["pids"]["emulator"]
        self.api = Client(layout.api)
        self.buyer = Buyer(self.api, Client(layout.payments), facts["mail"], print)
        query = {"limit": PRODUCTS}
        self.products = self.api.send("GET", "/api/products", query=query).expect(OK).json["items"]
        self.skus: list[str] = [product["variants"][0]["sku"] for product in self.products]
        keeper = shopfront.keeper(layout)
        for sku in self.skus:
            keeper.restock(sku, PLENTY)
        self._table = aws.table(layout, facts["table"])

    def read_product(self, product_id: str) -> None:
        self.api.send("GET", f"/api/products/{product_id}").expect(OK)

    def search(self, words: str) -> None:
        self.api.send("GET", "/api/search", query={"q": words}).expect(OK)

    def new_guest(self) -> str:
        """A cart token."""
        body = {"sku": self.skus[0], "quantity": 1}
        return self.api.send("POST", "/api/cart/items", body).expect(CREATED).headers["cart-token"]

    def add_to_cart(self, guest: str, turn: int) -> None:
        """Add one of ten products; the quantities of a line end at 99, so a cart serves 900 turns."""
        body = {"sku": self.skus[turn % LINES], "quantity": 1}
        headers = {"Cart-Token": guest}
        self.api.send("POST", "/api/cart/items", body, headers=headers).expect(CREATED)

    def new_customer(self) -> str:
        """An access token."""
        return self.register(f"bench-{secrets.token_hex(6)}@example.com", secrets.token_hex(10))

    def register(self, email: str, password: str) -> str:
        """An access token."""
        body = {"email": email, "password": password}
        token: str = self.api.send("POST", "/api/users/register", body).expect(CREATED).json["access_token"]
        return token

    def check_out(self, token: str, turn: int) -> str:
        """Put one product into the cart, order and pay it; return the order's id, confirmed or not yet."""
        body = {"sku": self.skus[turn % PRODUCTS], "quantity": 1}
        cart = self.api.send("POST", "/api/cart/items", body, token=token).expect(CREATED).json
        placed = self.buyer.order(cart["version"], token)
        self.buyer.pay(placed["payment"]["client_secret"])
        return str(placed["order"]["id"])

    def log_of(self, function: str) -> list[str]:
        """The newest lines that a function has logged."""
        logs = aws.session().client("logs", endpoint_url=self.layout.endpoint_url)
        groups = logs.describe_log_groups()["logGroups"]
        group = next(name for name in (group["logGroupName"] for group in groups) if name.endswith(function))
        events = logs.filter_log_events(logGroupName=group, limit=LOG_EVENTS)["events"]
        return [event["message"] for event in events]

    def is_confirmed(self, order_id: str) -> bool:
        """Asked of the table, so that no function works for the question."""
        item: dict[str, Any] = self._table.get_item(Key={"pk": f"ORDER#{order_id}", "sk": "ORDER"})["Item"]
        return bool(item["status"] == "confirmed")
