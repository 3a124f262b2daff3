"""Quotes and orders while sales begin and end: nobody pays a price they did not see, and all can buy."""

from collections.abc import Iterator
from typing import Any

import pytest

from cart.api import add_item
from checkout.api import quote_order
from haat import clock
from haat.sale import Sale
from tests.support.gateway import FakeGateway
from tests.support.requests import Response, customer_claims, send
from tests.support.shop import ADA, change_offer, order_of, place, stock, units
from tests.support.tokens import authorization

pytestmark = pytest.mark.usefixtures("table", "gateway")

NOW_S = 1_790_000_000
SALE = Sale(1900, NOW_S + 100, NOW_S + 200)
BERLIN = {"destination": {"country": "DE", "postal_code": "10115"}}


class Clock:
    """Tells the seconds that a test sets; `later_s` more from the second look on."""

    now_s = NOW_S
    looks_left: int | None = None

    def tell(self) -> float:
        if self.looks_left is not None:
            self.looks_left -= 1
            if self.looks_left == 0:
                self.now_s += 1
        return self.now_s


@pytest.fixture
def time() -> Iterator[Clock]:
    this = Clock()
    with clock.set_to(this.tell):
        stock("bowl", price_minor=2400, sale=SALE)
        yield this


def headers() -> dict[str, str]:
    return {"authorization": authorization(customer_claims(ADA))}


def add() -> int:
    """One bowl; the version of the cart then."""
    version: int = send(add_item.handler, {"sku": "bowl", "quantity": 1}, headers=headers()).json["version"]
    return version


def quote(**changed: Any) -> Response:
    return send(quote_order.handler, BERLIN | changed, headers=headers())


def goods(response: Response) -> int:
    """What a bowl costs in the order of an answer."""
    assert response.status == 201, response.text
    line = order_of(response.json["order"]["id"]).lines[0]
    return line.unit_price.amount_minor


@pytest.mark.parametrize(("after_s", "minor"), [(99, 2400), (100, 1900), (199, 1900), (200, 2400)])
def test_an_order_costs_what_its_sku_costs_in_that_second(time: Clock, after_s: int, minor: int) -> None:
    time.now_s += after_s
    assert goods(place(add())) == minor


@pytest.mark.parametrize(("before_s", "after_s", "minor"), [(99, 100, 1900), (199, 200, 2400)])
def test_when_a_sale_begins_or_ends_the_customer_sees_it_before_the_order(
    time: Clock, before_s: int, after_s: int, minor: int
) -> None:
    time.now_s = NOW_S + before_s
    version = add()
    time.now_s = NOW_S + after_s
    refused = place(version)
    assert (refused.status, refused.json["code"]) == (409, "cart_changed")
    assert refused.json["cart"]["subtotal"]["amount_minor"] == minor
    assert refused.json["quote"]["lines"][0]["unit_price"]["amount_minor"] == minor
    assert units("bowl") == (10, 0, 0)
    assert goods(place(refused.json["cart"]["version"])) == minor


@pytest.mark.parametrize("looks", range(1, 12))
def test_a_sale_that_ends_while_the_order_is_placed_charges_what_was_seen_or_nothing(
    time: Clock, looks: int
) -> None:
    time.now_s = NOW_S + 199
    version = add()
    time.looks_left = looks
    answer = place(version)
    if answer.status == 201:
        assert goods(answer) == 1900
        return
    assert answer.json["code"] == "cart_changed"
    assert goods(place(answer.json["cart"]["version"])) == 2400


def test_a_sale_that_an_admin_ends_early_is_seen_before_the_order_too(time: Clock) -> None:
    time.now_s = NOW_S + 150
    version = add()
    change_offer("bowl", sales={"EUR": Sale(1900, NOW_S + 100, NOW_S + 140)})
    refused = place(version)
    assert refused.json["code"] == "cart_changed"
    assert goods(place(refused.json["cart"]["version"])) == 2400


def test_a_quote_is_at_the_price_of_that_second_with_the_cart_brought_up_to_date(time: Clock) -> None:
    time.now_s = NOW_S + 150
    version = add()
    assert quote().json["lines"][0]["unit_price"]["amount_minor"] == 1900
    time.now_s = NOW_S + 200
    assert quote(cart_version=version).json["code"] == "cart_changed"
    now = quote().json
    assert now["lines"][0]["unit_price"]["amount_minor"] == 2400
    assert goods(place(now["cart_version"], expected_total=now["total"])) == 2400


def test_a_total_of_the_sale_is_told_to_be_another_now(time: Clock) -> None:
    time.now_s = NOW_S + 150
    add()
    quoted = quote().json
    time.now_s = NOW_S + 200
    version = quote().json["cart_version"]
    refused = place(version, expected_total=quoted["total"])
    assert (refused.status, refused.json["code"]) == (409, "total_changed")
    assert units("bowl") == (10, 0, 0)


def test_a_repeat_after_the_sale_gets_the_order_of_the_sale(time: Clock, gateway: FakeGateway) -> None:
    time.now_s = NOW_S + 150
    version = add()
    first = place(version)
    time.now_s = NOW_S + 250
    again = place(version)
    assert (again.status, again.json["order"]) == (201, first.json["order"])
