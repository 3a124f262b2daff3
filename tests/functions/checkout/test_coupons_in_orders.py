"""Coupons in orders: used and given back in the order's own transactions, never more often than they may."""

from typing import Any

import pytest

from checkout import manifest
from checkout.tasks import release_order
from haat import clock
from haat.table.meter import meter
from infra.local.payments import Provider
from orders.keys import ORDER
from promotions import domain
from promotions.domain import Kind
from promotions.store import CouponStore
from tests.functions.checkout.conftest import pay
from tests.support.coupons import CODE, counts, given_out, stored, terms
from tests.support.events import data, emitted
from tests.support.gateway import FakeGateway
from tests.support.journey import Journey, nothing
from tests.support.meanwhile import Rivals
from tests.support.requests import Response
from tests.support.shop import (
    ADA,
    BOB,
    cancel,
    fill_cart,
    fill_guest_cart,
    order_of,
    place,
    place_as_guest,
    stock,
    units,
)
from tests.support.table import ids_of

CART = {"bowl": 2, "tea": 1}
with_shop = pytest.mark.usefixtures("shop")


def buy(*, key: str = "k", whose: str = ADA, **changed: Any) -> Response:
    """Order the usual cart with the coupon."""
    return place(fill_cart(CART, whose=whose), key=key, whose=whose, coupon_code="spar-10", **changed)


def ordered(**changed: Any) -> str:
    response = buy(**changed)
    assert response.status == 201, response.text
    return str(response.json["order"]["id"])


@with_shop
def test_a_coupon_is_used_by_the_order_that_names_it(gateway: FakeGateway) -> None:
    given_out(uses_max=1)

    order = buy().json["order"]

    assert (order["coupon_code"], order["totals"]["discount"]["amount_minor"]) == (CODE, 605)
    assert order["total"]["amount_minor"] == 6050 - 605
    assert [line["discount"]["amount_minor"] for line in order["lines"]] == [480, 125]
    assert gateway.intents["pi_1"].amount.amount_minor == 6050 - 605
    assert counts() == (1, [1], 1)
    (event,) = emitted(ORDER, order["id"])
    assert data(event)["order"]["coupon_code"] == CODE


@with_shop
@pytest.mark.parametrize(
    ("changed", "total_minor"),
    [
        ({"rate_ppm": 100_000}, 5445),
        ({"kind": Kind.FIXED, "amounts_minor": {"EUR": 1000}}, 5050),
        ({"kind": Kind.FIXED, "amounts_minor": {"EUR": 5000}}, 1050 + 490),
        ({"kind": Kind.FIXED, "amounts_minor": {"EUR": 99_999}}, 490),
        ({"kind": Kind.FREE_SHIPPING}, 6050),
    ],
)
def test_each_kind_takes_off_what_it_says_and_nothing_goes_below_zero(
    gateway: FakeGateway, changed: dict[str, Any], total_minor: int
) -> None:
    given_out(**changed)

    assert buy().json["order"]["total"]["amount_minor"] == total_minor


@with_shop
@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"valid_until": "2026-01-01T00:00:00Z"}, 409, "coupon_expired"),
        ({"valid_from": "2099-01-01T00:00:00Z"}, 409, "coupon_not_yet_valid"),
        ({"customers": (BOB,)}, 409, "coupon_not_for_you"),
        ({"minimums_minor": {"EUR": 6051}}, 409, "coupon_minimum_not_reached"),
        ({"kind": Kind.FIXED, "amounts_minor": {"JPY": 1}}, 422, "coupon_currency_not_offered"),
    ],
)
def test_a_coupon_that_does_not_hold_stops_the_order_and_says_what_it_costs_without(
    gateway: FakeGateway, changed: dict[str, Any], status: int, code: str
) -> None:
    given_out(**changed)

    response = buy()

    assert (response.status, response.json["code"]) == (status, code)
    assert response.json["quote"]["total"]["amount_minor"] == 6050
    assert (units("bowl"), ids_of("ORDER#"), gateway.calls) == ((10, 0, 0), set(), [])
    assert counts() == (0, [], 0)


@with_shop
def test_a_coupon_that_nobody_gave_out_stops_the_order(gateway: FakeGateway) -> None:
    assert (buy().status, buy().json["code"]) == (422, "coupon_unknown")


@with_shop
def test_the_last_use_of_a_coupon_is_had_once(gateway: FakeGateway) -> None:
    given_out(uses_max=1)

    assert buy(key="a").status == 201
    assert buy(key="b", whose=BOB).json["code"] == "coupon_used_up"
    assert counts() == (1, [1], 1)


@with_shop
def test_one_customer_uses_it_as_often_as_they_may(gateway: FakeGateway) -> None:
    given_out(uses_per_customer_max=1)

    assert buy(key="a").status == 201
    again = buy(key="b")
    assert (again.json["code"], again.json["uses_max"]) == ("coupon_used_before", 1)


@with_shop
def test_one_address_is_one_customer_with_and_without_an_account(gateway: FakeGateway) -> None:
    given_out(uses_per_customer_max=1)
    assert buy().status == 201  # as ada@example.com

    again = place_as_guest(fill_guest_cart(CART), coupon_code=CODE, email="ADA@Example.com")
    other = place_as_guest(fill_guest_cart(CART), key="g", coupon_code=CODE, email="grace@example.com")

    assert (again.json["code"], other.status) == ("coupon_used_before", 201)
    assert counts() == (2, [1, 1], 2)


@with_shop
def test_a_coupon_for_an_address_is_for_guests_of_that_address(gateway: FakeGateway) -> None:
    given_out(emails=("grace@example.com",))
    version = fill_guest_cart(CART)

    assert (
        place_as_guest(version, coupon_code=CODE, email="eve@example.com").json["code"]
        == "coupon_not_for_you"
    )
    assert place_as_guest(version, key="g", coupon_code=CODE, email="Grace@example.com").status == 201


@with_shop
def test_the_last_use_that_somebody_takes_at_this_moment_is_told_with_the_price_without(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    given_out(uses_max=1)
    version = fill_cart(CART)
    rivals.next(lambda: ordered(key="theirs", whose=BOB))

    response = place(version, coupon_code=CODE)

    assert (response.status, response.json["code"]) == (409, "coupon_used_up")
    assert response.json["quote"]["total"]["amount_minor"] == 6050
    assert counts() == (1, [1], 1)
    assert units("bowl") == (8, 2, 0)


@with_shop
def test_terms_that_change_at_this_moment_are_told(gateway: FakeGateway, rivals: Rivals) -> None:
    given_out()

    def change() -> None:
        CouponStore().change(stored(), domain.rewrite(stored(), terms(rate_ppm=1), at=clock.now()))

    version = fill_cart(CART)
    rivals.next(change)

    assert place(version, coupon_code=CODE).json["code"] == "coupon_changed"
    assert counts() == (0, [], 0)


@with_shop
def test_what_is_sold_out_is_told_before_a_coupon_that_does_not_hold(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    given_out(uses_max=1)

    def rush() -> None:
        ordered(key="theirs", whose=BOB)
        stock("bowl", available=0, price_minor=2400)

    version = fill_cart(CART)
    rivals.next(rush)

    assert place(version, coupon_code=CODE).json["code"] == "out_of_stock"


@with_shop
def test_a_total_that_is_not_the_one_expected_is_told_before_anything_is_held(gateway: FakeGateway) -> None:
    given_out()

    response = buy(expected_total={"amount_minor": 6050, "currency": "EUR"})

    assert (response.status, response.json["code"]) == (409, "total_changed")
    assert (
        response.json["quote"]["total"] == response.json["total"] == {"amount_minor": 5445, "currency": "EUR"}
    )
    assert units("bowl") == (10, 0, 0)
    assert buy(expected_total=response.json["total"]).status == 201


@with_shop
def test_a_repeated_request_uses_the_coupon_once(gateway: FakeGateway) -> None:
    given_out(uses_max=1)
    version = fill_cart(CART)

    first, second = (place(version, coupon_code=CODE) for _ in range(2))

    assert (first.status, second.status) == (201, 201)
    assert first.text == second.text
    assert counts() == (1, [1], 1)


@with_shop
def test_an_order_with_a_coupon_takes_four_round_trips_as_well(provider: Provider) -> None:
    given_out()
    place(fill_cart({"tea": 1}), key="warm")

    assert buy().status == 201

    assert meter.calls == [
        "dynamodb.BatchGetItem",
        "dynamodb.TransactWriteItems",
        "stripe.create_intent",
        "dynamodb.TransactWriteItems",
    ]
    assert len(meter.calls) == manifest.PLACE_ORDER.round_trips


@with_shop
def test_eighty_lines_and_a_coupon_are_one_transaction(gateway: FakeGateway) -> None:
    given_out()
    skus = [f"sku-{number:02}" for number in range(80)]
    for sku in skus:
        stock(sku)

    response = place(fill_cart(dict.fromkeys(skus, 1)), coupon_code=CODE)

    assert response.status == 201, response.text
    assert sum(line["discount"]["amount_minor"] for line in response.json["order"]["lines"]) == 8000


def test_an_order_cancelled_before_it_is_paid_gives_the_use_back_once(journey: Journey) -> None:
    given_out(uses_max=1, uses_per_customer_max=1)
    order_id = ordered()

    assert cancel(order_id).status == 200
    assert cancel(order_id).status == 409
    assert counts() == (0, [0], 0)
    assert buy(key="again").status == 201


def test_a_paid_order_that_is_cancelled_gives_the_use_back(journey: Journey) -> None:
    given_out()
    order_id = ordered()
    journey.relay()
    journey.checkout(order_id, lambda: pay(journey, order_id))
    assert counts() == (1, [1], 1)

    assert cancel(order_id).status == 200

    assert counts() == (0, [0], 0)


def test_an_order_that_nobody_pays_gives_the_use_back_when_its_hold_ends(journey: Journey) -> None:
    given_out(uses_max=1)
    order_id = ordered()
    journey.relay()

    journey.checkout(order_id, nothing)

    assert order_of(order_id).status == "cancelled"
    assert counts() == (0, [0], 0)
    release_order.handler({"order_id": order_id, "reason": "payment_not_received_in_time"}, None)
    assert counts() == (0, [0], 0)


def test_an_order_that_is_shipped_keeps_its_use(journey: Journey) -> None:
    given_out()
    order_id = ordered()
    journey.relay()
    journey.checkout(order_id, lambda: pay(journey, order_id))

    assert (order_of(order_id).status, counts()) == ("confirmed", (1, [1], 1))
