"""What staff decide about orders: whether there are any, by whom, how long they wait, and free shipping."""

import pytest

from haat import clock
from haat.shop_settings import FREE_SHIPPING_FROM, GUEST_CHECKOUT, HOLD_MINUTES, ORDERS_OPEN
from haat.table import shop_settings
from haat.table.meter import meter
from orders.domain import Order
from tests.functions.checkout.test_quote_order import euros, quote
from tests.support.requests import customer_claims
from tests.support.settings import choose
from tests.support.shop import (
    ADA,
    fill_cart,
    fill_guest_cart,
    order_of,
    ordered,
    place,
    place_as_guest,
    show,
    units,
)
from tests.support.tokens import authorization

pytestmark = pytest.mark.usefixtures("shop", "machines", "gateway")
FRANCE = {"destination": {"country": "FR", "postal_code": "75001"}}


@pytest.fixture
def ada(shop: None) -> dict[str, str]:
    """The headers of a customer."""
    return {"authorization": authorization(customer_claims(ADA))}


def held_s(order: Order) -> int:
    return clock.seconds(order.hold_until) - clock.seconds(order.placed_at)


def test_a_closed_shop_takes_no_order_and_leaves_cart_and_stock_as_they_are() -> None:
    choose(ORDERS_OPEN, False)
    version = fill_cart({"bowl": 2})

    refused = place(version)

    assert (refused.status, refused.json["code"]) == (409, "shop_closed")
    assert units("bowl") == (10, 0, 0)
    choose(ORDERS_OPEN, True)
    assert place(version).status == 201


def test_a_repeated_request_gets_its_order_though_the_shop_has_closed() -> None:
    version = fill_cart({"bowl": 2})
    first = place(version)
    choose(ORDERS_OPEN, False)

    repeated = place(version)

    assert (repeated.status, repeated.text) == (201, first.text)


def test_guests_may_be_asked_for_an_account_and_customers_go_on_ordering() -> None:
    choose(GUEST_CHECKOUT, False)

    refused = place_as_guest(fill_guest_cart({"tea": 1}))

    assert (refused.status, refused.json["code"]) == (403, "account_needed")
    assert place(fill_cart({"bowl": 1})).status == 201


def test_an_order_is_held_for_as_long_as_staff_say_or_else_as_the_stage_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOLD_S", "20")
    assert held_s(order_of(ordered({"bowl": 1}, key="one"))) == 20
    choose(HOLD_MINUTES, 45)
    assert held_s(order_of(ordered({"tea": 1}, key="two"))) == 45 * 60


def test_standard_shipping_is_free_from_the_amount_that_staff_say(ada: dict[str, str]) -> None:
    fill_cart({"bowl": 2})
    assert quote(ada, FRANCE).json["shipping_total"] == euros(990)

    choose(FREE_SHIPPING_FROM, {"EUR": 4800, "USD": 1})

    assert quote(ada, FRANCE).json["shipping_total"] == euros(0)
    assert quote(ada, FRANCE, shipping_method="express").json["shipping_total"] == euros(2490)
    options = {one["method"]: one["price"] for one in quote(ada, FRANCE).json["shipping_options"]}
    assert options == {"standard": euros(0), "express": euros(2490)}


@pytest.mark.parametrize("thresholds", [{"EUR": 4801}, {"USD": 1}, {}])
def test_below_it_or_in_another_currency_the_tariff_holds(
    ada: dict[str, str], thresholds: dict[str, int]
) -> None:
    choose(FREE_SHIPPING_FROM, thresholds)
    fill_cart({"bowl": 2})
    assert quote(ada, FRANCE).json["shipping_total"] == euros(990)


def test_an_order_that_has_its_price_keeps_it() -> None:
    version = fill_cart({"tea": 1})
    placed = place(version)
    order_id = placed.json["order"]["id"]
    before = show(order_id).text
    assert order_of(order_id).totals.shipping_minor == 490

    choose(FREE_SHIPPING_FROM, {"EUR": 1})

    assert show(order_id).text == before
    assert place(version).text == placed.text, "the same key, the same answer"


def test_what_was_quoted_before_a_change_is_not_charged_at_another_price(ada: dict[str, str]) -> None:
    version = fill_cart({"tea": 1})
    quoted = quote(ada).json["total"]
    choose(FREE_SHIPPING_FROM, {"EUR": 1})

    refused = place(version, expected_total=quoted)

    assert (refused.status, refused.json["code"]) == (409, "total_changed")
    assert refused.json["quote"]["shipping_total"] == euros(0)


def test_settings_cost_an_order_no_round_trip_cold_or_warm() -> None:
    calls = []
    for key in ("cold", "warm"):
        if key == "cold":
            shop_settings.forget()
        assert place(fill_cart({"bowl": 1}), key=key).status == 201
        calls.append([call for call in meter.calls if call != "dynamodb.Query"])
    assert len(calls[0]) == len(calls[1]) == 4
