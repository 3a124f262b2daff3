"""POST /api/orders twice at once, or while others act: one order, one intent, one answer."""

import pytest

from payments.domain import IntentStatus, State
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.requests import Response
from tests.support.shop import cancel, fill_cart, payment_of, place, units
from tests.support.table import ids_of

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}


def only_order() -> str:
    (order_id,) = ids_of("ORDER#")
    return order_id


@pytest.mark.parametrize("moment", ["before", "after"])
def test_two_at_once_place_one_order_and_get_one_answer(gateway: FakeGateway, moment: str) -> None:
    version = fill_cart(CART)
    inner: list[Response] = []
    getattr(gateway, moment)("create_intent", lambda: inner.append(place(version)))

    outer = place(version)

    assert (inner[0].status, outer.status) == (201, 201)
    assert inner[0].text == outer.text
    assert list(gateway.intents) == ["pi_1"]
    assert len(ids_of("ORDER#")) == 1
    assert units("bowl") == (8, 2, 0)


@pytest.mark.parametrize("commits_before", [0, 1])
def test_two_at_once_at_every_commit_place_one_order_and_get_one_answer(
    gateway: FakeGateway, rivals: Rivals, commits_before: int
) -> None:
    version = fill_cart(CART)
    inner: list[Response] = []
    rivals.next(*[lambda: None] * commits_before, lambda: inner.append(place(version)))

    outer = place(version)

    assert (inner[0].status, inner[0].text) == (201, outer.text)
    assert list(gateway.intents) == ["pi_1"]
    assert len(ids_of("ORDER#")) == 1


def test_two_keys_at_once_for_one_cart_place_one_order(gateway: FakeGateway, rivals: Rivals) -> None:
    version = fill_cart(CART)
    inner: list[Response] = []
    rivals.next(lambda: inner.append(place(version, key="two")))

    outer = place(version, key="one")

    assert (inner[0].status, outer.status, outer.json["code"]) == (201, 409, "cart_changed")
    assert len(ids_of("ORDER#")) == 1


def test_an_order_closed_while_its_intent_is_made_leaves_nothing_to_pay(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    gateway.after("create_intent", lambda: cancel(only_order()))

    response = place(version)

    assert (response.status, response.json["code"]) == (409, "payment_not_open")
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert payment_of(only_order()).state is State.CANCELLED
    assert units("bowl") == (10, 0, 0)
