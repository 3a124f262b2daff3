"""What a shop is sent by mistake or malice, over HTTP: each gets its answer, and nothing is half-written."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from typing import Any

import pytest
import urllib3

from infra.local.buyer import ADDRESS
from infra.local.client import TIMEOUT_S
from infra.local.layout import WEBHOOK_SECRET
from tests.e2e.world import Customer, World

NOWHERE = "ord_0000000000000000000000000x"


@pytest.fixture(scope="session")
def ada(world: World) -> Customer:
    return world.customer()


@pytest.fixture(scope="session")
def sku(world: World) -> str:
    return str(world.product(quantity=50)["variants"][0]["sku"])


def raw(world: World, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    """A body as it is, put into a cart."""
    sent = {
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    url = f"{world.layout.api}/api/cart/items"
    answer = urllib3.request("POST", url, body=body, headers=sent, timeout=TIMEOUT_S)
    return answer.status, answer.json()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed_json"),
        (b'{"sku": "a", "sku": "b", "quantity": 1}', 400, "malformed_json"),
        (b'{"sku": "a", "quantity": NaN}', 400, "malformed_json"),
        (b"[" * 5000 + b"]" * 5000, 400, "malformed_json"),
        (b'{"a": ' * 40 + b"1" + b"}" * 40, 400, "malformed_json"),
        (b'{"sku": "' + b"x" * 300_000 + b'", "quantity": 1}', 413, "body_too_large"),
        (b"\xff\xfe", 400, "malformed_json"),
        (b"[]", 422, "invalid_input"),
    ],
)
def test_a_body_that_cannot_be_read_says_so(world: World, body: bytes, status: int, code: str) -> None:
    answered, problem = raw(world, body)
    assert (answered, problem["code"]) == (status, code)
    assert "Traceback" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"q": "x" * 10_000}, 422, "invalid_input"),
        ({"price_min_minor": 5, "price_max_minor": 1}, 422, "invalid_input"),
        ({"nothing": 1}, 422, "invalid_input"),
        ({"cursor": "abc"}, 400, "cursor_invalid"),
    ],
)
def test_a_search_that_cannot_be_made_says_so(
    world: World, query: dict[str, object], status: int, code: str
) -> None:
    answer = world.api.send("GET", "/api/search", query=query)
    assert (answer.status, answer.json["code"]) == (status, code)


@pytest.mark.parametrize("words", ["*", "💻", "مكتب", "name:* AND (", "\0", "???", '"'])
def test_any_words_can_be_searched_for(world: World, words: str) -> None:
    assert world.api.send("GET", "/api/search", query={"q": words}).status == 200


def test_a_body_of_another_media_type_is_refused(world: World) -> None:
    status, problem = raw(world, b"sku=a", Content_Type="text/plain")
    assert (status, problem["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "1", True, 10**9, None])
def test_a_quantity_that_is_none_is_refused_with_its_pointer(
    world: World, sku: str, quantity: object
) -> None:
    problem = world.api.send("POST", "/api/cart/items", {"sku": sku, "quantity": quantity}).expect(422).json
    assert [error["pointer"] for error in problem["errors"]] == ["/quantity"]


def test_every_wrong_field_is_reported_at_once(world: World) -> None:
    problem = world.api.send("POST", "/api/cart/items", {"quantity": "many", "colour": 3}).expect(422).json
    assert {error["pointer"] for error in problem["errors"]} == {"/sku", "/quantity", "/colour"}


def test_an_unknown_product_and_a_deleted_one_are_not_on_sale(world: World) -> None:
    product = world.product(quantity=3)
    gone = product["variants"][0]["sku"]
    world.admin("DELETE", f"/api/products/{product['id']}").expect(204)
    world.api.send("GET", f"/api/products/{product['id']}").expect(404)
    for absent in (gone, "NO-SUCH-SKU"):
        problem = world.api.send("POST", "/api/cart/items", {"sku": absent, "quantity": 1}).expect(422).json
        assert problem["code"] == "sku_not_on_sale"


def test_a_price_that_changed_since_the_cart_was_seen_is_told_before_anything_is_ordered(
    world: World,
) -> None:
    product, customer = world.product(quantity=3, price_minor=1000), world.customer()
    sku = product["variants"][0]["sku"]
    cart = world.cart_with(customer.token, sku)
    replaced = {
        name: product[name]
        for name in ("name", "description", "brand", "category", "attributes", "images", "variants")
    }
    replaced["variants"][0]["price"]["amount_minor"] = 1500
    world.admin("PUT", f"/api/products/{product['id']}", replaced).expect(200)
    problem = world.place(customer.token, cart["version"]).expect(409).json
    assert problem["code"] == "cart_changed"
    assert problem["cart"]["subtotal"]["amount_minor"] == 1500
    assert world.stock(sku)["reserved"] == 0
    placed = world.place(customer.token, problem["cart"]["version"]).expect(201).json
    assert placed["order"]["totals"]["items"]["amount_minor"] == 1500


def test_a_stale_cart_and_an_empty_one_are_refused(world: World, sku: str) -> None:
    customer = world.customer()
    assert world.place(customer.token, 0).expect(409).json["code"] == "cart_empty"
    first = world.cart_with(customer.token, sku)
    second = world.cart_with(customer.token, sku)
    problem = world.place(customer.token, first["version"]).expect(409).json
    assert problem["code"] == "cart_changed"
    assert problem["cart"]["version"] == second["version"]


def test_an_order_needs_its_key_and_a_key_names_one_request(world: World, sku: str) -> None:
    customer, key = world.customer(), secrets.token_hex(16)
    cart = world.cart_with(customer.token, sku)
    body = {"cart_version": cart["version"], "shipping_address": ADDRESS}
    missing = world.api.send("POST", "/api/orders", body, token=customer.token).expect(400).json
    assert missing["code"] == "idempotency_key_missing"
    first = world.place(customer.token, cart["version"], key).expect(201)
    again = world.place(customer.token, cart["version"], key).expect(201)
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    reused = world.place(customer.token, cart["version"] + 1, key).expect(422).json
    assert reused["code"] == "idempotency_key_reused"


def test_what_is_somebody_elses_is_as_absent_as_what_never_was(world: World, ada: Customer, sku: str) -> None:
    placed = world.order(world.customer(), sku)
    pairs = [
        (f"/api/orders/{placed['order']['id']}", f"/api/orders/{NOWHERE}"),
        (f"/api/payments/{placed['payment']['id']}", "/api/payments/pay_0"),
    ]
    for foreign, absent in pairs:
        answers = [
            world.api.send("GET", path, token=ada.token).expect(404).json for path in (foreign, absent)
        ]
        for answer in answers:
            answer.pop("request_id")
        assert answers[0] == answers[1]
    world.api.send("POST", f"/api/orders/{placed['order']['id']}/cancel", token=ada.token).expect(404)
    key = {"Idempotency-Key": secrets.token_hex(8)}
    create = {"order_id": placed["order"]["id"]}
    world.api.send("POST", "/api/payments/create", create, token=ada.token, headers=key).expect(404)


def test_a_guests_cart_is_known_by_its_token_alone(world: World, sku: str) -> None:
    answer = world.api.send("POST", "/api/cart/items", {"sku": sku, "quantity": 2}).expect(201)
    token = answer.headers["cart-token"]
    mine = world.api.send("GET", "/api/cart", headers={"Cart-Token": token}).expect(200).json
    other = world.api.send("GET", "/api/cart", headers={"Cart-Token": "0" * 64}).expect(200).json
    assert (len(mine["lines"]), len(other["lines"])) == (1, 0)


def test_a_token_that_is_not_a_live_one_of_ours_is_refused(world: World, ada: Customer) -> None:
    head, claims, signature = ada.token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    forged = base64.urlsafe_b64encode(b'{"sub":"usr_1"}').decode().rstrip("=")
    wrong = [
        f"{head}.{forged}.{signature}",
        f"{none}.{claims}.",
        ada.refresh_token,
        "rubbish",
        ada.token[:-4] + "AAAA",
    ]
    for path in ("/api/users/profile", "/api/cart"):
        for token in wrong:
            problem = world.api.send("GET", path, token=token).expect(401).json
            assert problem["code"] == "unauthorized", (path, token)
    world.api.send("GET", "/api/orders").expect(401)


def test_neither_token_opens_the_other_door(world: World, ada: Customer) -> None:
    body = {"sku": "X", "available": 1, "reason": "mine"}
    assert world.api.send("PUT", "/api/inventory/update", body, token=ada.token).status in (401, 403)
    assert world.api.send("GET", "/api/orders", token=world.admin_token()).status in (401, 403)
    world.api.send("PUT", "/api/inventory/update", body).expect(401)


def test_a_used_refresh_token_and_a_logged_out_session_are_dead(world: World) -> None:
    customer = world.customer()
    pair = world.api.send(
        "POST", "/api/users/refresh-token", {"refresh_token": customer.refresh_token}
    ).expect(200)
    assert pair.json["refresh_token"] != customer.refresh_token
    world.api.send("POST", "/api/users/logout", token=pair.json["access_token"]).expect(204)
    body = {"refresh_token": pair.json["refresh_token"]}
    world.api.send("POST", "/api/users/refresh-token", body).expect(401)


def webhook(world: World, event: dict[str, Any], *, secret: str = WEBHOOK_SECRET, age_s: int = 0) -> int:
    """Post an event as the provider does; return the status."""
    payload, at = json.dumps(event), int(time.time()) - age_s
    signature = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    headers = {"Stripe-Signature": f"t={at},v1={signature}", "Content-Type": "application/json"}
    url = f"{world.layout.api}/api/payments/webhook"
    return urllib3.request("POST", url, body=payload, headers=headers, timeout=TIMEOUT_S).status


def test_webhooks_are_believed_by_signature_age_and_mode(world: World) -> None:
    event = {
        "id": f"evt_{secrets.token_hex(6)}",
        "object": "event",
        "type": "customer.created",
        "livemode": False,
        "data": {"object": {"object": "customer", "id": "cus_1"}},
    }
    assert webhook(world, event) == 200
    assert webhook(world, event) == 200  # again: acknowledged, with the first result
    assert webhook(world, event, secret="whsec_of_somebody_else") == 400
    assert webhook(world, event, age_s=301) == 400
    assert webhook(world, event, age_s=-301) == 400
    assert webhook(world, event | {"livemode": True}) == 400


def test_a_changed_cursor_and_an_unknown_filter_are_refused(world: World) -> None:
    page = world.api.send("GET", "/api/products", query={"limit": 2}).expect(200).json
    assert page["next"]
    tampered = page["next"][:-2] + ("AA" if page["next"][-2:] != "AA" else "BB")
    problem = world.api.send("GET", "/api/products", query={"limit": 2, "cursor": tampered}).expect(400).json
    assert problem["code"] == "cursor_invalid"
    for query in ({"limit": 0}, {"limit": 101}, {"colour": "red"}):
        world.api.send("GET", "/api/products", query=query).expect(422)


def test_an_unknown_route_is_a_problem_document_too(world: World) -> None:
    answer = world.api.send("GET", "/api/nothing").expect(404)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_resource_that_changed_since_it_was_read_is_not_overwritten(world: World, ada: Customer) -> None:
    profile = world.api.send("GET", "/api/users/profile", token=ada.token).expect(200)
    body = {"first_name": "Ada", "last_name": None, "phone": None}
    headers = {"If-Match": profile.headers["etag"]}
    world.api.send("PUT", "/api/users/profile", body, token=ada.token, headers=headers).expect(200)
    stale = world.api.send("PUT", "/api/users/profile", body, token=ada.token, headers=headers).expect(412)
    assert stale.json["code"] == "precondition_failed"
