"""A guest buys, follows the order by the link from the mail, and finds it in an account made later."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from infra.local.buyer import ADDRESS, await_it
from tests.e2e.world import PASSWORD, World


@dataclass(frozen=True)
class Guest:
    """Somebody without an account."""

    world: World
    email: str
    cart_token: str

    def order(self, cart_version: int, key: str) -> Any:
        body = {"cart_version": cart_version, "shipping_address": ADDRESS, "email": self.email}
        headers = {"Cart-Token": self.cart_token, "Idempotency-Key": key}
        return self.world.api.send("POST", "/api/orders", body, headers=headers)


def guest(world: World, sku: str) -> tuple[Guest, int]:
    """A guest with one thing in the cart, and the cart's version."""
    added = world.api.send("POST", "/api/cart/items", {"sku": sku, "quantity": 1}).expect(201)
    email = f"Guest-{secrets.token_hex(6)}@example.com"
    return Guest(world, email, added.headers["cart-token"]), added.json["version"]


def token_in(mail: dict[str, Any], page: str) -> str:
    """The token behind the `#` of a mail's link to a page."""
    (token,) = set(re.findall(rf"{re.escape(page)}#token=(\S+)", mail["BodyText"]))
    return str(token)


def show(world: World, path: str, link: str) -> Any:
    return world.api.send("GET", path, headers={"Order-Token": link})


def test_a_guest_buys_follows_the_link_and_finds_the_order_in_an_account(world: World) -> None:
    sku = world.product(quantity=2)["variants"][0]["sku"]
    someone, version = guest(world, sku)
    placed = someone.order(version, "guest-1").expect(201)
    order_id, payment_id = placed.json["order"]["id"], placed.json["payment"]["id"]
    again = someone.order(version, "guest-1").expect(201)
    assert (again.content, again.headers["idempotency-replayed"]) == (placed.content, "true")
    assert world.buyer.pay(placed.json["payment"]["client_secret"]) == 200

    mail = world.buyer.await_mail(someone.email, "confirmed")
    link = token_in(mail, f"/orders/{order_id}")
    assert link == placed.json["order_token"]
    assert show(world, f"/api/orders/{order_id}", link).expect(200).json["status"] == "confirmed"
    assert show(world, f"/api/payments/{payment_id}", link).expect(200).json["status"] == "succeeded"

    registered = {"email": someone.email.lower(), "password": PASSWORD}
    session = world.api.send("POST", "/api/users/register", registered).expect(201).json
    token = session["access_token"]
    assert world.api.send("GET", "/api/orders", token=token).expect(200).json["items"] == []
    world.api.send("GET", f"/api/orders/{order_id}", token=token).expect(404)
    proof = token_in(world.buyer.await_mail(someone.email.lower(), "your e-mail address"), "/verify-email")
    world.api.send("POST", "/api/users/verify-email", {"token": proof}).expect(401)
    world.api.send("POST", "/api/users/verify-email", {"token": proof}, token=token).expect(200)

    def mine() -> dict[str, Any] | None:
        items = world.api.send("GET", "/api/orders", token=token).expect(200).json["items"]
        return next((order for order in items if order["id"] == order_id), None)

    def paid() -> dict[str, Any] | None:
        answer = world.api.send("GET", f"/api/payments/{payment_id}", token=token).expect(200, 404)
        return answer.json if answer.status == 200 else None

    assert await_it(mine, "the order to be in the account")["status"] == "confirmed"
    assert await_it(paid, "the payment to be in the account")["status"] == "succeeded"
    assert show(world, f"/api/orders/{order_id}", link).expect(200).json["status"] == "confirmed"
    world.api.send("POST", "/api/users/verify-email", {"token": proof}, token=token).expect(409)


def test_a_link_opens_one_order_and_cancels_it(world: World) -> None:
    sku = world.product(quantity=2)["variants"][0]["sku"]
    (ada, ada_version), (eve, eve_version) = guest(world, sku), guest(world, sku)
    hers = ada.order(ada_version, "ada-1").expect(201).json
    other = eve.order(eve_version, "eve-1").expect(201).json
    path = f"/api/orders/{hers['order']['id']}"

    foreign = show(world, path, other["order_token"]).expect(404)
    absent = show(world, "/api/orders/ord_00000000000000000000000000", other["order_token"]).expect(404)
    assert {**foreign.json, "request_id": ""} == {**absent.json, "request_id": ""}
    show(world, path, hers["order_token"][:-1]).expect(401)
    world.api.send("GET", path, headers={"Cart-Token": ada.cart_token}).expect(401)

    link = {"Order-Token": hers["order_token"]}
    world.api.send("POST", f"{path}/cancel", headers={"Order-Token": other["order_token"]}).expect(404)
    assert world.api.send("POST", f"{path}/cancel", headers=link).expect(200).json["status"] == "cancelled"
    assert world.stock(sku)["available"] == 1


def test_a_guest_without_an_address_and_a_customer_with_one_are_refused(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    someone, version = guest(world, sku)
    body = {"cart_version": version, "shipping_address": ADDRESS}
    keyed = {"Idempotency-Key": "none-1"}
    mine = {"Cart-Token": someone.cart_token}
    without = world.api.send("POST", "/api/orders", body, headers=keyed | mine).expect(422)
    assert [error["pointer"] for error in without.json["errors"]] == ["/email"]
    customer = world.customer()
    world.cart_with(customer.token, sku)
    refused = world.api.send(
        "POST", "/api/orders", body | {"email": customer.email}, token=customer.token, headers=keyed
    ).expect(422)
    assert [error["pointer"] for error in refused.json["errors"]] == ["/email"]
    world.api.send("POST", "/api/orders", body, headers=keyed).expect(401)
