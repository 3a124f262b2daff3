"""Carts while sales begin and end."""

from collections.abc import Iterator

import pytest

from haat import clock
from haat.sale import Sale
from haat.table.meter import meter
from tests.functions.cart.support import Shopper, quantities, sku_row, stock
from tests.support.requests import Response

pytestmark = pytest.mark.usefixtures("shop")

NOW_S = 1_790_000_000
SALE = Sale(700, NOW_S + 100, NOW_S + 200)


class Clock:
    """Tells the seconds that a test sets."""

    now_s = NOW_S


@pytest.fixture
def time(shop: None) -> Iterator[Clock]:
    stock(sku_row("kettle", price_minor=1000, sale=SALE))
    stock(sku_row("mug", price_minor=500))
    this = Clock()
    with clock.set_to(lambda: this.now_s):
        yield this


def price(response: Response, sku: str = "kettle") -> int:
    (found,) = [line for line in response.json["lines"] if line["sku"] == sku]
    minor: int = found["unit_price"]["amount_minor"]
    return minor


@pytest.mark.parametrize(("after_s", "minor"), [(0, 1000), (99, 1000), (100, 700), (199, 700), (200, 1000)])
def test_something_is_added_at_the_price_of_that_second(time: Clock, after_s: int, minor: int) -> None:
    time.now_s += after_s
    assert price(Shopper().add("kettle")) == minor


def test_a_cart_shows_the_price_of_the_second_in_which_it_is_shown(time: Clock) -> None:
    ada = Shopper()
    ada.add("mug")
    added = ada.add("kettle", 2)
    shown = []
    for after_s in (99, 100, 199, 200, 300):
        time.now_s = NOW_S + after_s
        response = ada.show()
        shown.append((price(response), response.json["version"] - added.json["version"]))
    assert shown == [(1000, 0), (700, 1), (700, 1), (1000, 2), (1000, 2)]
    assert quantities(ada.show()) == {"mug": 1, "kettle": 2}
    assert ada.show().json["subtotal"]["amount_minor"] == 2500


def test_prices_are_asked_for_when_one_has_ended_and_at_no_other_time(time: Clock) -> None:
    ada = Shopper()
    ada.add("kettle")
    time.now_s = NOW_S + 99
    ada.show()
    assert meter.calls == ["dynamodb.BatchGetItem"]
    time.now_s = NOW_S + 100
    ada.show()
    assert meter.calls == ["dynamodb.BatchGetItem", "dynamodb.BatchGetItem", "dynamodb.PutItem"]


def test_any_change_of_a_cart_brings_it_up_to_date(time: Clock) -> None:
    ada = Shopper()
    ada.add("kettle")
    time.now_s = NOW_S + 150
    assert price(ada.set("kettle", 3)) == 700


def test_what_a_guest_put_in_during_a_sale_costs_what_it_costs_when_it_is_taken_over(time: Clock) -> None:
    guest = Shopper()
    time.now_s = NOW_S + 150
    guest.add("kettle")
    time.now_s = NOW_S + 250
    assert price(Shopper(token=guest.token, customer_id="usr_1").merge()) == 1000


def test_a_sku_that_left_during_its_sale_is_out_of_the_cart_when_that_has_ended(time: Clock) -> None:
    ada = Shopper()
    ada.add("mug")
    ada.add("kettle")
    gone = sku_row("kettle", sale=SALE)
    gone.on_sale = False
    stock(gone)
    time.now_s = NOW_S + 100
    assert quantities(ada.show()) == {"mug": 1}
