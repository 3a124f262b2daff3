"""Everything that the link to an order opens: that order, and nothing else (G11)."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from aftersales.api import list_returns
from checkout.api import cancel_order
from haat.http import order_link
from haat.http.endpoint import Handler
from haat.manifest import Auth, Endpoint
from infra.cdk.services import discover, functions_of
from orders.api import get_order
from orders.domain import Status
from payments.api import confirm_payment, create_payment, get_payment
from payments.keys import payment_id_of
from tests.support.gateway import FakeGateway
from tests.support.requests import Response, send
from tests.support.shop import order_of, ordered

pytestmark = pytest.mark.usefixtures("shop", "machines")
ABSENT = "ord_00000000000000000000000000"
Ask = Callable[[str, Mapping[str, str]], Response]
"""Ask for something about an order, with these headers."""


def by_path(handler: Handler[..., Any]) -> Ask:
    return lambda order_id, headers: send(handler, path={"order_id": order_id}, headers=headers)


def create(order_id: str, headers: Mapping[str, str]) -> Response:
    keyed = {"Idempotency-Key": f"pay-{order_id}", **headers}
    return send(create_payment.handler, {"order_id": order_id}, headers=keyed)


def confirm_payment_of(order_id: str, headers: Mapping[str, str]) -> Response:
    return send(confirm_payment.handler, {"payment_id": payment_id_of(order_id)}, headers=headers)


def show_payment(order_id: str, headers: Mapping[str, str]) -> Response:
    return send(get_payment.handler, path={"payment_id": payment_id_of(order_id)}, headers=headers)


ASKED: dict[Endpoint, Ask] = {
    get_order.handler.declared: by_path(get_order.handler),
    cancel_order.handler.declared: by_path(cancel_order.handler),
    create_payment.handler.declared: create,
    confirm_payment.handler.declared: confirm_payment_of,
    get_payment.handler.declared: show_payment,
    list_returns.handler.declared: by_path(list_returns.handler),
}
# What a pending order has nothing of yet is asked where the services' own tests are, of a link as well.
ELSEWHERE = ("aftersales-request-return", "invoices-")
each_endpoint = pytest.mark.parametrize("ask", ASKED.values(), ids=[one.name for one in ASKED])


def link(order_id: str) -> dict[str, str]:
    return {"Order-Token": order_link.token_of(order_id)}


@pytest.fixture
def order_id(gateway: FakeGateway) -> str:
    return ordered({"bowl": 1})


def test_every_endpoint_that_a_link_opens_is_asked_here() -> None:
    open_to_links = [one for one in functions_of(discover(), Endpoint) if one.auth is Auth.ORDER_HOLDER]
    here = {one.name for one in open_to_links if not one.name.startswith(ELSEWHERE)}
    assert here == {one.name for one in ASKED}


@each_endpoint
def test_a_link_opens_its_order(order_id: str, ask: Ask) -> None:
    assert ask(order_id, link(order_id)).status in (200, 201)


@each_endpoint
def test_another_order_is_as_absent_as_one_that_never_was(order_id: str, ask: Ask) -> None:
    of_another = link(ordered({"tea": 1}, key="checkout-2"))

    foreign, absent = ask(order_id, of_another), ask(ABSENT, of_another)

    assert (foreign.status, foreign.json["code"]) == (404, "not_found")
    assert (foreign.text, foreign.headers) == (absent.text, absent.headers)
    assert order_of(order_id).status is Status.PENDING


@each_endpoint
def test_the_link_to_an_order_that_never_was_opens_nothing(order_id: str, ask: Ask) -> None:
    assert ask(ABSENT, link(ABSENT)).status == 404


@each_endpoint
@pytest.mark.parametrize("headers", [{}, {"Order-Token": "ord_1.0"}, {"Order-Token": f"{ABSENT}.{'0' * 64}"}])
def test_without_a_link_an_order_and_none_are_the_same(
    order_id: str, ask: Ask, headers: dict[str, str]
) -> None:
    forged = {name: token.replace(ABSENT, order_id) for name, token in headers.items()}

    there, absent = ask(order_id, forged), ask(ABSENT, headers)

    assert there.status == 401
    assert (there.text, there.headers) == (absent.text, absent.headers)
    assert order_of(order_id).status is Status.PENDING


def test_a_repeat_by_the_link_gets_the_first_answer(order_id: str) -> None:
    keyed = link(order_id) | {"Idempotency-Key": "cancel-1"}
    ask = ASKED[cancel_order.handler.declared]

    first, again = ask(order_id, keyed), ask(order_id, keyed)

    assert (again.status, again.text) == (200, first.text)
    assert again.headers["idempotency-replayed"] == "true"
