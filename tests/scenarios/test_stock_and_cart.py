"""Stock that is sold twice, and carts that lose what was put into them."""

from collections import Counter

import pytest

from cart.participant import read
from checkout.domain import demand
from haat.http import tokens
from haat.http.call import Customer
from orders.domain import Order
from orders.keys import ORDER
from tests.functions.cart.support import Shopper, quantities
from tests.scenarios.sources import source
from tests.support.events import names
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.requests import Response
from tests.support.shop import ADA, BOB, fill_cart, order_of, place, stock, units
from tests.support.table import ids_of


def orders() -> list[Order]:
    return [order_of(order_id) for order_id in ids_of("ORDER#")]


@source("vendure #1738", "vendure PR 4930", "nopCommerce #8085")
def test_the_last_unit_is_sold_once_to_two_who_have_both_seen_it(
    shop: None, gateway: FakeGateway, machines: None, rivals: Rivals
) -> None:
    """There the check and the taking were two transactions: oversold for four years, within a second."""
    stock("lamp", available=1, price_minor=8900)
    adas, bobs = fill_cart({"lamp": 1}), fill_cart({"lamp": 1}, whose=BOB)
    inner: list[Response] = []
    rivals.next(lambda: inner.append(place(bobs, key="bob", whose=BOB)))

    outer = place(adas, key="ada")

    assert (inner[0].status, outer.status, outer.json["code"]) == (201, 409, "out_of_stock")
    assert units("lamp") == (0, 1, 0)
    assert len(orders()) == 1


@source("vendure #2187", "vendure #3398")
def test_changes_of_a_cart_at_the_same_time_are_all_in_it(shop: None, rivals: Rivals) -> None:
    """There the last one to save won, and the others' lines were gone."""
    shopper = Shopper()
    shopper.add("bowl")
    rivals.next(lambda: shopper.add("tea", 2), lambda: shopper.add("lamp"))

    assert shopper.add("bowl", 3).status == 201

    lines = Counter({line["sku"]: line["quantity"] for line in shopper.show().json["lines"]})
    assert lines == {"bowl": 4, "tea": 2, "lamp": 1}


@source("vendure #4481", "vendure #1454")
def test_logins_at_the_same_time_merge_a_guests_cart_once(
    shop: None, rivals: Rivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the second login emptied what the first one had merged, or a fault of the cart stopped it."""
    monkeypatch.setattr(
        tokens, "customer_from_token", lambda token: Customer(token, "fam", "ada@example.com")
    )
    guest = Shopper()
    guest.add("bowl", 2)
    phone, laptop = Shopper(guest.token, ADA), Shopper(guest.token, ADA)
    rivals.next(laptop.merge)

    assert phone.merge().status == 200
    assert laptop.merge().status == 200

    assert quantities(phone.show()) == {"bowl": 2}


@source("medusa #16502")
def test_units_of_one_sku_are_summed_before_they_are_taken(
    shop: None, gateway: FakeGateway, machines: None
) -> None:
    """There two lines that shared one stock item passed the check one by one."""
    assert demand([("lamp", 1), ("bowl", 1), ("lamp", 2)]) == {"lamp": 3, "bowl": 1}
    shopper = Shopper()
    shopper.add("lamp", 2)
    assert shopper.add("lamp", 1).json["code"] == "out_of_stock"
    assert len(shopper.show().json["lines"]) == 1


@source("aws-serverless-shopping-cart #67", "medusa #6016", "saleor PR 17086")
def test_an_order_is_there_before_it_is_told_of_and_told_of_once(
    shop: None, gateway: FakeGateway, machines: None
) -> None:
    """There a worker ran before the row was visible, a crash lost the event, or a stream's second delivery
    added again; here the event is a row of the order's own transaction."""
    placed = place(fill_cart({"bowl": 1})).json["order"]["id"]

    assert names(ORDER, placed) == ["OrderPlaced"]
    assert order_of(placed).version == 1
    assert read(ADA).lines == ()
