"""POST /api/checkout/quote: what an order would cost, and nothing else happens."""

from typing import Any

import boto3
import pytest

from checkout import manifest
from checkout.api import quote_order
from haat.table.meter import meter
from promotions.domain import Kind
from tests.conftest import ENVIRONMENT
from tests.support.coupons import CODE, given_out
from tests.support.gateway import FakeGateway
from tests.support.requests import Response, customer_claims, send
from tests.support.shop import ADA, ADDRESS, CART_TOKEN, fill_cart, fill_guest_cart, place, stock
from tests.support.tokens import authorization

pytestmark = pytest.mark.usefixtures("shop")
CART = {"bowl": 2, "tea": 1}
BERLIN = {"destination": {"country": "DE", "postal_code": "10115"}}


@pytest.fixture
def ada(shop: None) -> dict[str, str]:
    """The headers of a customer."""
    return {"authorization": authorization(customer_claims(ADA))}


def euros(amount_minor: int) -> dict[str, object]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def quote(headers: dict[str, str], body: dict[str, Any] = BERLIN, **changed: Any) -> Response:
    return send(quote_order.handler, body | changed, headers=headers)


def test_it_says_line_by_line_what_an_order_would_cost(ada: dict[str, str]) -> None:
    version = fill_cart(CART)

    response = quote(ada, shipping_method="express")

    assert response.status == 200, response.text
    shown = response.json
    assert (shown["cart_version"], shown["shipping_method"]) == (version, "express")
    lines = [(line["sku"], line["total"], line["tax"]) for line in shown["lines"]]
    assert lines == [("bowl", euros(4800), euros(766)), ("tea", euros(1250), euros(200))]
    assert shown["totals"]["shipping"] == shown["shipping_total"] == euros(1290)
    assert shown["total"] == euros(7340)
    options = [(one["method"], one["price"], one["days_max"]) for one in shown["shipping_options"]]
    assert options == [("standard", euros(0), 3), ("express", euros(1290), 1)]
    (tax,) = shown["totals"]["taxes"]
    assert (tax["jurisdiction"], tax["rate_ppm"], tax["tax"]["amount_minor"]) == ("DE", 190_000, 1172)


def test_an_order_costs_what_was_quoted(ada: dict[str, str], gateway: FakeGateway) -> None:
    given_out()
    version = fill_cart(CART)
    address = ADDRESS | {"country": "US", "region": "MN", "postal_code": "55401"}
    wanted: dict[str, Any] = {
        "shipping_address": address,
        "shipping_method": "express",
        "coupon_code": "spar-10",
    }

    shown = quote(ada, wanted).json
    placed = place(version, expected_total=shown["total"], **wanted)

    assert placed.status == 201, placed.text
    order = placed.json["order"]
    assert (order["total"], order["totals"]) == (shown["total"], shown["totals"])
    assert [line["total"] for line in order["lines"]] == [line["total"] for line in shown["lines"]]
    assert (order["coupon_code"], shown["coupon_code"]) == (CODE, CODE)


def test_a_guest_sees_what_their_cart_would_cost() -> None:
    fill_guest_cart({"tea": 1})

    shown = quote({"cart-token": CART_TOKEN}).json

    assert shown["total"]["amount_minor"] == 1250 + 490


def test_who_has_no_cart_yet_is_told_that_it_is_empty(ada: dict[str, str]) -> None:
    assert [quote(headers).json["code"] for headers in ({}, ada, {"cart-token": CART_TOKEN})] == [
        "cart_empty"
    ] * 3


def test_a_cart_that_is_not_the_one_seen_is_shown_with_what_it_costs_now(ada: dict[str, str]) -> None:
    version = fill_cart(CART)

    response = quote(ada, cart_version=version + 1)

    assert (response.status, response.json["code"]) == (409, "cart_changed")
    assert (response.json["cart"]["version"], response.json["quote"]["total"]["amount_minor"]) == (
        version,
        6050,
    )
    assert quote(ada, cart_version=version).status == 200


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"coupon_code": "NOBODY"}, 422, "coupon_unknown"),
        ({"coupon_code": "%"}, 422, "coupon_unknown"),
        ({"coupon_code": "LATE"}, 409, "coupon_expired"),
        ({"coupon_code": "SOON"}, 409, "coupon_not_yet_valid"),
        ({"coupon_code": "BOBS"}, 409, "coupon_not_for_you"),
        ({"coupon_code": "RICH"}, 409, "coupon_minimum_not_reached"),
        ({"coupon_code": "YEN"}, 422, "coupon_currency_not_offered"),
        ({"destination": {"country": "AQ"}}, 422, "country_not_served"),
        ({"destination": {"country": "US"}}, 422, "region_unknown"),
        ({"shipping_method": "balloon"}, 422, "shipping_method_not_offered"),
    ],
)
def test_what_cannot_be_had_is_told(
    ada: dict[str, str], changed: dict[str, Any], status: int, code: str
) -> None:
    given_out("LATE", valid_until="2026-01-01T00:00:00Z")
    given_out("SOON", valid_from="2099-01-01T00:00:00Z")
    given_out("BOBS", customers=("usr_bob",))
    given_out("RICH", minimums_minor={"EUR": 6051})
    given_out("YEN", minimums_minor={"JPY": 1})
    fill_cart(CART)

    response = quote(ada, **changed)

    assert (response.status, response.json["code"]) == (status, code)
    if "coupon_code" in changed:
        assert response.json["quote"]["total"]["amount_minor"] == 6050


def test_a_total_that_nobody_can_pay_is_told(ada: dict[str, str]) -> None:
    given_out(kind=Kind.FREE_SHIPPING)
    stock("coin", price_minor=49)
    fill_cart({"coin": 1})

    assert quote(ada, coupon_code=CODE).json["code"] == "total_not_payable"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/destination"),
        (BERLIN | {"shipping_address": ADDRESS}, "/destination"),
        ({"destination": {"country": "Germany"}}, "/destination/country"),
        ({"destination": {}}, "/destination/country"),
        (BERLIN | {"coupon_code": ""}, "/coupon_code"),
        (BERLIN | {"coupon_code": "x" * 61}, "/coupon_code"),
        (BERLIN | {"cart_version": -1}, "/cart_version"),
        (BERLIN | {"total": 1}, "/total"),
    ],
)
def test_a_body_that_is_not_as_it_must_be_is_told_where(
    ada: dict[str, str], body: dict[str, Any], pointer: str
) -> None:
    response = quote(ada, body)

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_it_is_one_read_and_writes_nothing(ada: dict[str, str]) -> None:
    given_out()
    fill_cart(CART)
    quote(ada)  # a warm function knows keys and revoked sessions
    before = _whole_table()

    for code in (None, CODE, "NOBODY"):
        quote(ada, coupon_code=code)
        assert len(meter.calls) == manifest.QUOTE_ORDER.round_trips == 1

    assert _whole_table() == before


def test_prices_in_other_currencies_have_their_own_decimals(ada: dict[str, str]) -> None:
    stock("oud", prices={"KWD": 145_500})
    fill_cart({"oud": 2}, currency="KWD")

    shown = quote(ada, {"destination": {"country": "KW"}}).json

    assert shown["total"] == {"amount_minor": 291_000 + 6750, "currency": "KWD"}
    assert shown["totals"]["taxes"] == []


def _whole_table() -> list[Any]:
    items = boto3.client("dynamodb").scan(TableName=ENVIRONMENT["TABLE_NAME"])["Items"]
    return sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
