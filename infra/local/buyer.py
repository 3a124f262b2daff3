"""A buyer: register → search → cart → order → pay → confirmed → mail, by the public API and a test card."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.local.client import Client

CREATED, OK = 201, 200
TEST_CARD = "pm_card_visa"  # the provider's 4242 4242 4242 4242
PUBLISHABLE_KEY = "pk_test_local_haat"
WAIT_S = 30.0
POLL_S = 0.1
LOOKED_AT = 10  # hits of a search that a buyer looks at
ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "Marktplatz 1",
    "city": "Bremen",
    "postal_code": "28195",
    "country": "DE",
}


class GaveUp(RuntimeError):
    """What a buyer waits for did not happen in time."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """What came of it."""

    email: str
    password: str
    order: dict[str, Any]
    mail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Buys one thing, and says each step."""

    shop: Client
    payments: Client
    mail_url: str
    say: Callable[[str], None]
    patience_s: float = WAIT_S

    def buy(self, words: str) -> Purchase:
        """Search for `words`, and buy what it finds in stock. Raises: GaveUp, Unexpected."""
        email, password = f"ada-{secrets.token_hex(4)}@example.com", f"tea-at-{secrets.token_hex(6)}"
        session = self._post("/api/users/register", {"email": email, "password": password}, CREATED)
        token = session["access_token"]
        self.say(f"registered      {email}")
        product = self._find(words)
        sku = self._variant_in_stock(product["id"])
        self.say(f"searched        {words!r} → {product['name']}")
        cart = self._post("/api/cart/items", {"sku": sku, "quantity": 1}, CREATED, token)
        self.say(f"put into cart   {sku}, subtotal {_shown(cart['subtotal'])}")
        quote = self._post("/api/checkout/quote", {"shipping_address": ADDRESS}, OK, token)
        self.say(f"asked the price {_shown(quote['total'])}: {_parts(quote['totals'])}")
        placed = self.order(cart["version"], token)
        order = placed["order"]
        self.say(f"ordered         {order['number']}, {_shown(order['total'])}, {order['status']}")
        self.pay(placed["payment"]["client_secret"])
        self.say("paid            with test card 4242 4242 4242 4242")
        order = self.await_status(order["id"], token, "confirmed")
        self.say(f"confirmed       {order['number']} is {order['status']}")
        mail = self.await_mail(email, order["number"])
        self.say(f"mail            “{mail['Subject']}” to {email}")
        return Purchase(email, password, order, mail)

    def order(self, cart_version: int, token: str) -> dict[str, Any]:
        """Place an order: {"order", "payment"}."""
        body = {"cart_version": cart_version, "shipping_address": ADDRESS}
        key = {"Idempotency-Key": secrets.token_hex(16)}
        answer = self.shop.send("POST", "/api/orders", body, token=token, headers=key).expect(CREATED)
        placed: dict[str, Any] = answer.json
        return placed

    def pay(self, client_secret: str, card: str = TEST_CARD) -> int:
        """Confirm an intent as the provider's script in a browser does; return the provider's status."""
        intent_id = client_secret.partition("_secret_")[0]
        form = {"client_secret": client_secret, "payment_method": card}
        return self.payments.send_form(
            f"/v1/payment_intents/{intent_id}/confirm", form, token=PUBLISHABLE_KEY
        ).status

    def await_status(self, order_id: str, token: str, status: str) -> dict[str, Any]:
        """The order as soon as it has this status. Raises: GaveUp."""

        def order() -> dict[str, Any] | None:
            found = self.shop.send("GET", f"/api/orders/{order_id}", token=token).expect(OK).json
            return found if found["status"] == status else None

        return await_it(order, f"order {order_id} to be {status}", wait_s=self.patience_s)

    def await_payment(self, payment_id: str, token: str, status: str) -> dict[str, Any]:
        """The payment as soon as it has this status. Raises: GaveUp."""

        def payment() -> dict[str, Any] | None:
            found = self.shop.send("GET", f"/api/payments/{payment_id}", token=token).expect(OK).json
            return found if found["status"] == status else None

        return await_it(payment, f"payment {payment_id} to be {status}")

    def _find(self, words: str) -> dict[str, Any]:
        return await_it(lambda: hit(self.shop, words), f"search to find {words!r} in stock")

    def _variant_in_stock(self, product_id: str) -> str:
        product = self.shop.send("GET", f"/api/products/{product_id}").expect(OK).json
        for variant in product["variants"]:
            level = self.shop.send("GET", f"/api/inventory/{variant['sku']}").expect(OK).json
            if level["available"] > 0:
                return str(variant["sku"])
        raise GaveUp(f"{product_id} is sold out, and search says it is not")

    def await_mail(self, email: str, words: str) -> dict[str, Any]:
        """The first mail to an address with these words in its subject. Raises: GaveUp."""
        mailbox = Client(self.mail_url)

        def mail() -> dict[str, Any] | None:
            accounts = mailbox.send("GET", "").expect(OK).json["messages"]
            messages = [message for account in accounts.values() for message in account]
            wanted = (one for one in messages if email in one["To"] and words in one["Subject"])
            return next(wanted, None)

        return await_it(mail, f"the mail to {email}", wait_s=self.patience_s)

    def _post(self, path: str, body: object, status: int, token: str | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = self.shop.send("POST", path, body, token=token).expect(status).json
        return answer


def hit(shop: Client, words: str) -> dict[str, Any] | None:
    """What a buyer takes who asks for this: the product of that very name, else the first in stock."""
    query = {"q": words, "in_stock": "true", "limit": LOOKED_AT}
    items: list[dict[str, Any]] = shop.send("GET", "/api/search", query=query).expect(OK).json["items"]
    named = (item for item in items if item["name"] == words)
    return next(named, items[0] if items else None)


def await_it(
    look: Callable[[], dict[str, Any] | None], what: str, *, wait_s: float = WAIT_S
) -> dict[str, Any]:
    """What `look` finds as soon as it finds something. Raises: GaveUp."""
    deadline_s = time.monotonic() + wait_s
    while time.monotonic() < deadline_s:
        found = look()
        if found is not None:
            return found
        time.sleep(POLL_S)
    raise GaveUp(f"waited {wait_s:.0f} s for {what}")


def _parts(totals: dict[str, Any]) -> str:
    """What a total is made of: "goods 24.00 EUR, shipping 4.90 EUR, VAT (DE 19 %) 4.61 EUR included"."""
    parts = [f"goods {_shown(totals['items'])}"]
    if totals["discount"]["amount_minor"]:
        parts.append(f"discount {_shown(totals['discount'])}")
    parts.append(f"shipping {_shown(totals['shipping'])}")
    for tax in totals["taxes"]:
        rate = f"{tax['jurisdiction']} {tax['rate_ppm'] / 10_000:g} %"
        parts.append(f"{tax['name']} ({rate}) {_shown(tax['tax'])}")
    return ", ".join(parts) + (" included" if totals["taxes"] and totals["tax_included"] else "")


def _shown(money: dict[str, Any]) -> str:
    return f"{money['amount_minor'] / 100:.2f} {money['currency']}"
