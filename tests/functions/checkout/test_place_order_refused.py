"""POST /api/orders: what is refused leaves nothing behind."""

from typing import Any

import boto3
import pytest

from cart.participant import read
from checkout.api import place_order
from haat.table.meter import meter
from tests.conftest import ENVIRONMENT
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.requests import Response, customer_claims, send
from tests.support.shop import ADA, ADDRESS, change_offer, fill_cart, place, stock, units

pytestmark = pytest.mark.usefixtures("shop")
CART = {"bowl": 2, "lamp": 1}


def refused(response: Response, code: str, gateway: FakeGateway) -> None:
    """A 409 with this code, after which nothing is held, placed, kept under the key or to be paid."""
    assert (response.status, response.json["code"]) == (409, code)
    kinds = {key.partition("#")[0] for key in _keys()}
    assert not kinds & {"ORDER", "PAYMENT", "IDEM"}
    assert {units(sku)[1] for sku in ("bowl", "tea", "lamp")} == {0}
    assert gateway.calls == []


def _keys() -> list[str]:
    items = boto3.client("dynamodb").scan(TableName=ENVIRONMENT["TABLE_NAME"])["Items"]
    return [item["pk"]["S"] for item in items]


def test_an_empty_cart_buys_nothing(gateway: FakeGateway) -> None:
    refused(place(read(ADA).version), "cart_empty", gateway)
    refused(place(fill_cart({})), "cart_empty", gateway)


@pytest.mark.parametrize("off_by", [-1, 1])
def test_a_cart_that_is_not_the_one_seen_is_shown_as_it_is(gateway: FakeGateway, off_by: int) -> None:
    version = fill_cart(CART)

    response = place(version + off_by)

    refused(response, "cart_changed", gateway)
    cart = response.json["cart"]
    assert (cart["version"], [line["sku"] for line in cart["lines"]]) == (version, ["bowl", "lamp"])
    assert place(cart["version"]).status == 201


def test_a_cart_that_changes_at_this_moment_is_shown_as_it_is_then(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    version = fill_cart(CART)
    rivals.next(lambda: fill_cart({"tea": 3}))

    response = place(version)

    refused(response, "cart_changed", gateway)
    assert [(line["sku"], line["quantity"]) for line in response.json["cart"]["lines"]] == [("tea", 3)]
    assert place(response.json["cart"]["version"]).status == 201


def test_what_is_sold_out_is_named_with_how_many_are_left(gateway: FakeGateway) -> None:
    version = fill_cart({"bowl": 2, "lamp": 2})
    stock("lamp", available=1, price_minor=8900)

    response = place(version)

    refused(response, "out_of_stock", gateway)
    assert {name: response.json[name] for name in ("sku", "available", "requested")} == {
        "sku": "lamp", "available": 1, "requested": 2,
    }  # fmt: skip


def test_the_last_units_are_sold_and_no_more(gateway: FakeGateway) -> None:
    bob = "usr_01kawz9d2hq4m7x0t3f5b8n6cw"
    mine, theirs = fill_cart({"lamp": 2}), fill_cart({"lamp": 1}, whose=bob)

    assert place(mine).status == 201
    assert place(theirs, whose=bob).json["code"] == "out_of_stock"
    assert units("lamp") == (0, 2, 0)


def test_a_price_that_changed_brings_the_cart_up_to_date_and_the_customer_decides(
    gateway: FakeGateway,
) -> None:
    version = fill_cart(CART)
    change_offer("bowl", prices={"EUR": 2600})

    response = place(version)

    refused(response, "cart_changed", gateway)
    cart = response.json["cart"]
    assert [line["unit_price"]["amount_minor"] for line in cart["lines"]] == [2600, 8900]
    assert cart["version"] == version + 1 == read(ADA).version
    again = place(cart["version"])
    assert (again.status, again.json["order"]["total"]["amount_minor"]) == (201, 2 * 2600 + 8900)


@pytest.mark.parametrize("changed", [{"on_sale": False}, {"prices": {"USD": 8900}}])
def test_what_is_not_on_sale_any_more_leaves_the_cart(
    gateway: FakeGateway, changed: dict[str, object]
) -> None:
    version = fill_cart(CART)
    change_offer("lamp", **changed)

    response = place(version)

    refused(response, "cart_changed", gateway)
    assert [line["sku"] for line in response.json["cart"]["lines"]] == ["bowl"]
    assert place(response.json["cart"]["version"]).status == 201


def test_what_is_sold_out_is_told_before_what_has_another_price(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    change_offer("bowl", prices={"EUR": 2600})
    stock("lamp", available=0, price_minor=8900)

    assert place(version).json["code"] == "out_of_stock"


def test_a_total_that_the_provider_cannot_charge_is_refused_before_anything_is_held(
    gateway: FakeGateway,
) -> None:
    stock("coin", price_minor=99_999_999)

    response = place(fill_cart({"coin": 2}))

    refused(response, "total_not_payable", gateway)
    assert units("coin")[1] == 0


def test_the_most_that_can_be_charged_is_sold(gateway: FakeGateway) -> None:
    stock("coin", price_minor=99_999_999)

    assert place(fill_cart({"coin": 1})).status == 201


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ({"country": "AQ"}, "country_not_served"),
        ({"country": "US"}, "region_unknown"),
        ({"country": "US", "region": "Bavaria"}, "region_unknown"),
    ],
)
def test_where_nothing_goes_or_the_tax_is_not_known_nothing_is_ordered(
    gateway: FakeGateway, address: dict[str, str], code: str
) -> None:
    response = place(fill_cart(CART), shipping_address=ADDRESS | address)

    assert (response.status, response.json["code"]) == (422, code)
    assert units("bowl")[1] == 0


def test_a_shipping_method_that_is_not_offered_is_told_which_are(gateway: FakeGateway) -> None:
    response = place(fill_cart(CART), shipping_method="balloon")

    assert (response.status, response.json["code"]) == (422, "shipping_method_not_offered")
    assert response.json["methods"] == ["standard", "express"]


@pytest.mark.parametrize("key", [None, "", " ", "key with space", "ü", "x" * 256])
def test_without_a_key_or_with_one_that_is_none_nothing_is_placed(
    gateway: FakeGateway, key: str | None
) -> None:
    version = fill_cart(CART)
    body = {"cart_version": version, "shipping_address": ADDRESS}
    headers = {} if key is None else {"idempotency-key": key}

    response = send(place_order.handler, body, headers=headers, claims=customer_claims(ADA))

    code = "idempotency_key_missing" if key is None else "idempotency_key_invalid"
    assert (response.status, response.json["code"]) == (400, code)
    assert units("bowl") == (10, 0, 0)


BODY: dict[str, Any] = {"cart_version": 1, "shipping_address": ADDRESS}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (BODY | {"cart_version": -1}, "/cart_version"),
        (BODY | {"cart_version": 1.5}, "/cart_version"),
        (BODY | {"cart_version": "1"}, "/cart_version"),
        (BODY | {"cart_version": True}, "/cart_version"),
        (BODY | {"cart_version": None}, "/cart_version"),
        ({"shipping_address": ADDRESS}, "/cart_version"),
        ({"cart_version": 1}, "/shipping_address"),
        (BODY | {"total": 1}, "/total"),
        (BODY | {"lines": []}, "/lines"),
        (BODY | {"shipping_method": ""}, "/shipping_method"),
        (BODY | {"shipping_method": None}, "/shipping_method"),
        (BODY | {"shipping_address": ADDRESS | {"country": "Germany"}}, "/shipping_address/country"),
        (BODY | {"shipping_address": ADDRESS | {"country": "de"}}, "/shipping_address/country"),
        (BODY | {"shipping_address": ADDRESS | {"country": "DE\n"}}, "/shipping_address/country"),
        (BODY | {"shipping_address": ADDRESS | {"name": ""}}, "/shipping_address/name"),
        (BODY | {"shipping_address": ADDRESS | {"name": "x" * 201}}, "/shipping_address/name"),
        (BODY | {"shipping_address": ADDRESS | {"postal_code": "1" * 21}}, "/shipping_address/postal_code"),
        (BODY | {"shipping_address": ADDRESS | {"planet": "Mars"}}, "/shipping_address/planet"),
        (BODY | {"shipping_address": []}, "/shipping_address"),
    ],
)
def test_a_body_that_is_not_as_it_must_be_is_told_where(body: dict[str, object], pointer: str) -> None:
    response = send(place_order.handler, body, headers={"idempotency-key": "k"}, claims=customer_claims(ADA))

    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


@pytest.mark.parametrize("raw", ["{", '{"cart_version": NaN}', '{"cart_version": 1, "cart_version": 2}'])
def test_what_is_not_json_is_refused(raw: str) -> None:
    response = send(
        place_order.handler, raw=raw, headers={"idempotency-key": "k"}, claims=customer_claims(ADA)
    )

    assert (response.status, response.json["code"]) == (400, "malformed_json")


def test_who_is_nobody_buys_nothing(gateway: FakeGateway) -> None:
    response = send(place_order.handler, BODY, headers={"idempotency-key": "k"})

    assert response.status == 401


def test_a_refusal_costs_three_reads_beside_the_transaction_that_failed(gateway: FakeGateway) -> None:
    version = fill_cart({"lamp": 2})
    place(version + 1)  # a warm function knows which sessions are revoked
    stock("lamp", available=0, price_minor=8900)

    place(version)

    assert meter.calls.count("dynamodb.GetItem") == 3
