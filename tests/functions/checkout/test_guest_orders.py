"""POST /api/orders by guests, and what becomes of their orders."""

from typing import Any

import boto3
import pytest

from cart.holder import guest
from cart.store import CartStore
from checkout.api import cancel_order
from haat.guests import guest_id
from haat.http import order_link
from haat.http.cart_token import token_hash
from orders.api import get_order, list_orders
from orders.domain import Status
from orders.keys import ORDER
from orders.reactions import claim_orders
from payments.api import get_payment
from payments.intents import Intents
from tests.functions.checkout.conftest import pay
from tests.support.crash import Killed, die
from tests.support.events import names
from tests.support.gateway import FakeGateway
from tests.support.journey import Journey, visited
from tests.support.messages import message
from tests.support.requests import Response, customer_claims, send
from tests.support.shop import (
    ADA,
    CART_TOKEN,
    EMAIL,
    fill_cart,
    fill_guest_cart,
    order_of,
    payment_of,
    place,
    place_as_guest,
    units,
)
from tests.support.table import ids_of

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}
GRACE = guest_id("grace@example.com")
OTHER_TOKEN = "fedcba9876543210" * 4


def placed_by_guest(**how: Any) -> str:
    """The id of a guest's new order."""
    response = place_as_guest(fill_guest_cart(CART), **how)
    assert response.status == 201, response.text
    return str(response.json["order"]["id"])


def refused(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


def pointers(response: Response) -> list[str]:
    return [error["pointer"] for error in response.json["errors"]]


def test_a_guest_orders_with_an_address(gateway: FakeGateway) -> None:
    version = fill_guest_cart(CART)

    response = place_as_guest(version)

    assert response.status == 201
    order_id = response.json["order"]["id"]
    order, payment = order_of(order_id), payment_of(order_id)
    assert (order.customer_id, order.placed_by, order.email) == (GRACE, GRACE, EMAIL)
    assert (payment.customer_id, payment.email) == (GRACE, EMAIL)
    assert gateway.intents["pi_1"].customer_id == GRACE
    assert units("bowl") == (8, 2, 0)
    cart = CartStore().find(guest(token_hash(CART_TOKEN)))
    assert (cart.lines, cart.taken_by) == ((), order_id)
    assert names(ORDER, order_id) == ["OrderPlaced"]


def test_the_answer_has_the_token_that_opens_the_order(gateway: FakeGateway) -> None:
    response = place_as_guest(fill_guest_cart(CART))

    order_id, token = response.json["order"]["id"], response.json["order_token"]
    assert token == order_link.token_of(order_id)
    shown = send(get_order.handler, path={"order_id": order_id}, headers={"Order-Token": token})
    assert shown.json == response.json["order"]


def test_a_customer_gets_no_token(gateway: FakeGateway) -> None:
    assert place(fill_cart(CART)).json["order_token"] is None


def test_a_repeat_gets_the_same_answer_with_its_token_which_no_table_has(gateway: FakeGateway) -> None:
    version = fill_guest_cart(CART)
    first = place_as_guest(version)

    for _ in range(2):
        again = place_as_guest(version)
        assert (again.status, again.text) == (201, first.text)
        assert again.headers == {**first.headers, "idempotency-replayed": "true"}
    assert len(ids_of("ORDER#")) == 1
    kept = str(boto3.client("dynamodb").scan(TableName="haat-test")["Items"])
    assert first.json["order_token"].partition(".")[2] not in kept


def test_a_first_run_that_died_is_taken_to_its_end_with_the_token(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = fill_guest_cart(CART)
    with monkeypatch.context() as patch:
        patch.setattr(Intents, "ensure", lambda *_: die())
        with pytest.raises(Killed):
            place_as_guest(version)
    (order_id,) = ids_of("ORDER#")

    response = place_as_guest(version)

    assert (response.status, response.json["order"]["id"]) == (201, order_id)
    assert response.json["order_token"] == order_link.token_of(order_id)
    assert place_as_guest(version).text == response.text


def test_one_key_of_two_guests_and_of_a_customer_are_three(gateway: FakeGateway) -> None:
    first = placed_by_guest()
    version = fill_guest_cart({"tea": 1}, token=OTHER_TOKEN)

    second = place_as_guest(version, token=OTHER_TOKEN)
    third = place(fill_cart({"tea": 1}))

    assert (second.status, third.status) == (201, 201)
    assert len({first, second.json["order"]["id"], third.json["order"]["id"]}) == 3


def test_the_same_key_with_another_address_is_refused(gateway: FakeGateway) -> None:
    version = fill_guest_cart(CART)
    place_as_guest(version)

    again = place_as_guest(version, email="eve@example.com")

    assert refused(again) == (422, "idempotency_key_reused")
    assert "order_token" not in again.text


def test_somebody_elses_cart_token_is_another_cart(gateway: FakeGateway) -> None:
    version = fill_guest_cart(CART)

    assert refused(place_as_guest(version, token=OTHER_TOKEN)) == (409, "cart_changed")
    assert ids_of("ORDER#") == set()


@pytest.mark.parametrize(
    "email",
    [None, "", "ada", "ada@example.com\r\nBcc: all@example.com", 1, pytest.param("a" * 300, id="long")],
)
def test_a_guest_needs_an_address(email: Any) -> None:
    response = place_as_guest(fill_guest_cart(CART), email=email)

    assert refused(response) == (422, "invalid_input")
    assert pointers(response) == ["/email"]
    assert ids_of("ORDER#") == set()


@pytest.mark.parametrize("email", ["ada@example.com", "eve@example.com"])
def test_a_customers_address_is_the_accounts(email: str) -> None:
    response = place(fill_cart(CART), email=email)

    assert (refused(response), pointers(response)) == ((422, "invalid_input"), ["/email"])
    assert ids_of("ORDER#") == set()


@pytest.mark.parametrize("token", ["", "short", CART_TOKEN + "0"])
def test_who_is_nobody_orders_nothing(token: str) -> None:
    assert refused(place_as_guest(fill_guest_cart(CART), token=token)) == (401, "unauthorized")


def test_a_guest_cancels_by_the_link(gateway: FakeGateway) -> None:
    order_id = placed_by_guest()
    link = {"Order-Token": order_link.token_of(order_id)}

    response = send(cancel_order.handler, path={"order_id": order_id}, headers=link)

    assert (response.status, response.json["cancel_reason"]) == (200, "cancelled_by_customer")
    assert units("bowl") == (10, 0, 0)


def verified(account_id: str, email: str) -> None:
    """An account proves an address, and orders hear of it."""
    data = {"customer_id": account_id, "email": email, "verified_at": "2026-11-22T09:31:00Z"}
    answer = claim_orders.handler({"Records": [message("EmailVerified", data)]}, None)
    assert answer == {"batchItemFailures": []}


def listed(customer_id: str) -> list[str]:
    shown = send(list_orders.handler, claims=customer_claims(customer_id)).json["items"]
    return [order["id"] for order in shown]


def shown_to(customer_id: str, order_id: str) -> set[int]:
    claims = customer_claims(customer_id)
    order = send(get_order.handler, path={"order_id": order_id}, claims=claims)
    payment = send(get_payment.handler, path={"payment_id": payment_of(order_id).id}, claims=claims)
    return {order.status, payment.status}


def test_an_order_is_claimed_while_it_waits_for_its_payment_and_is_paid_all_the_same(
    journey: Journey,
) -> None:
    order_id = placed_by_guest()
    journey.relay()

    def claimed_and_paid() -> None:
        verified(ADA, "GRACE@example.com")
        journey.relay()
        assert shown_to(ADA, order_id) == {200}
        pay(journey, order_id)

    done = journey.checkout(order_id, claimed_and_paid)

    assert visited(done)[-1] == "Confirmed"
    assert (order_of(order_id).status, order_of(order_id).placed_by) == (Status.CONFIRMED, GRACE)
    assert payment_of(order_id).customer_id == GRACE
    assert listed(ADA) == [order_id]
    assert names(ORDER, order_id) == ["OrderPlaced", "OrderClaimed", "OrderConfirmed"]


def test_an_order_that_a_guest_places_after_the_proof_is_the_accounts_once_it_is_paid(
    journey: Journey,
) -> None:
    verified(ADA, EMAIL)
    order_id = placed_by_guest()
    journey.relay()
    assert listed(ADA) == []

    journey.checkout(order_id, lambda: pay(journey, order_id))
    journey.relay()

    assert listed(ADA) == [order_id]
    assert shown_to(ADA, order_id) == {200}
    assert shown_to("usr_other", order_id) == {404}


def test_a_link_goes_on_opening_an_order_that_was_claimed(journey: Journey) -> None:
    order_id = placed_by_guest()
    verified(ADA, EMAIL)
    link = {"Order-Token": order_link.token_of(order_id)}

    response = send(cancel_order.handler, path={"order_id": order_id}, headers=link)

    assert (response.status, response.json["status"]) == (200, "cancelled")
