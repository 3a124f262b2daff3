"""The demo shop of a stack: filled, bought from, shown."""

import json
import textwrap
from collections.abc import Iterable
from typing import Any

from infra.local.buyer import WAIT_S, Buyer, Purchase
from infra.local.client import Client
from infra.local.layout import ADMIN_PASSWORD, ADMIN_USERNAME, Layout
from infra.local.shop.catalogue import Product, demo_shop
from infra.local.shopkeeper import Shopkeeper

OK = 200
DEMO_SEARCH = "assam tea"


def admin_token(layout: Layout) -> str:
    """A token of the demo shop's admin."""
    credentials = {"username": ADMIN_USERNAME, "password": ADMIN_PASSWORD}
    answer = Client(layout.api).send("POST", "/_local/admin/token", credentials)
    token: str = answer.expect(OK).json["access_token"]
    return token


def keeper(layout: Layout) -> Shopkeeper:
    """The shopkeeper, logged in as the demo shop's admin."""
    return Shopkeeper(Client(layout.api), admin_token(layout))


def fill(layout: Layout, products: Iterable[Product] | None = None, total: int | None = None) -> int:
    """Put products on sale, the demo shop's own by default; return how many are new."""
    if products is None:
        products = demo_shop().products
        total = len(products)
    return keeper(layout).fill(products, total=total, title="filling the shop")


def buy(layout: Layout, words: str = DEMO_SEARCH, *, patience_s: float = WAIT_S) -> Purchase:
    """Buy something, printing each step. Raises: GaveUp, Unexpected."""
    facts = json.loads(layout.stack_file.read_text())
    buyer = Buyer(Client(layout.api), Client(layout.payments), facts["mail"], print, patience_s)
    purchase = buyer.buy(words)
    print(textwrap.indent(purchase.mail["BodyText"], "    | "))
    return purchase


def show(layout: Layout) -> None:
    """Print where everything is."""
    facts: dict[str, Any] = json.loads(layout.stack_file.read_text())
    print(
        f"""
  the shop       {facts["api"]}/api/products
  its document   {facts["api"]}/api/openapi.json
  AWS            {facts["endpoint_url"]}  (emulator; table {facts["table"]})
  payments       {facts["payments"]}  (stand-in for Stripe)
  mail           {facts["mail"]}
  admin          {facts["admin"]["username"]} / {facts["admin"]["password"]}
                 token: POST {facts["admin"]["token_url"]}
"""
    )
