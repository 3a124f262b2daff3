"""What the body of POST and PUT may hold."""

import json
from typing import Any

import pytest

from catalog.api.create_product import handler
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send

LONG_SKU = "S" * 64


def post(content: Any = None, *, raw: str | None = None) -> Response:
    if raw is None:
        return send(handler, content, claims=admin_claims())
    headers = {"content-type": "application/json"}
    return send(handler, raw=raw, headers=headers, claims=admin_claims())


def price(amount_minor: Any, currency: Any = "EUR", **more: Any) -> dict[str, Any]:
    return body(variants=[variant(price={"amount_minor": amount_minor, "currency": currency, **more})])


@pytest.mark.parametrize(
    "good",
    [
        body(name="N" * 200, description="D" * 5000, brand="B" * 100),
        body(category="a"),
        body(category=("a-" * 30)[:-1]),
        body(attributes={f"a{number}": "v" * 200 for number in range(60)}),
        body(attributes={"a" + "b" * 59: 2**53, "b": -(2**53), "c": -0.5}),
        body(images=["/" + "x" * 499] * 20),
        body(variants=[variant(LONG_SKU), variant("9._-z")]),
        price(1),
        price(99_999_999),
        body(name="日本の茶碗 🍵", attributes={"größe".replace("ö", "oe").replace("ß", "ss"): "groß"}),
    ],
)
def test_everything_within_its_limits_is_taken(table: None, good: dict[str, Any]) -> None:
    answer = post(good)
    assert answer.status == 201, answer.text


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        (body(name=""), "/name"),
        (body(name="N" * 201), "/name"),
        (body(name=None), "/name"),
        (body(name=7), "/name"),
        (body(description="D" * 5001), "/description"),
        (body(brand="B" * 101), "/brand"),
        (body(colour="green"), "/colour"),
        (body(id="prod_1"), "/id"),
        (body(category="Tea"), "/category"),
        (body(category="tea--coffee"), "/category"),
        (body(category="tea\n"), "/category"),
        (body(category="t" * 61), "/category"),
        (body(attributes=[]), "/attributes"),
        (body(attributes={"Colour": "green"}), "/attributes"),
        (body(attributes={"colour\n": "green"}), "/attributes"),
        (body(attributes={"colour": None}), "/attributes/colour"),
        (body(attributes={"colour": ["green"]}), "/attributes/colour"),
        (body(attributes={"colour": "g" * 201}), "/attributes/colour"),
        (body(attributes={"depth": 2**53 + 1}), "/attributes/depth"),
        (body(attributes={f"a{number}": 1 for number in range(61)}), "/attributes"),
        (body(images=["/x"] * 21), "/images"),
        *((body(images=[f"/a{space}b"]), "/images/0") for space in " \t\n\r\0\u00a0\u2028\ufeff"),
        (body(images=["/" + "x" * 500]), "/images/0"),
        (body(images=["/x", "javascript:alert(1)"]), "/images/1"),
        (body(images=["//evil.example.com/x"]), "/images/0"),
        (body(images=["/a b"]), "/images/0"),
        (body(variants=[]), "/variants"),
        (body(variants=[variant(f"V-{number}") for number in range(61)]), "/variants"),
        (body(variants=[variant(""), variant("B")]), "/variants/0/sku"),
        (body(variants=[variant("A"), variant("-B")]), "/variants/1/sku"),
        (body(variants=[variant(LONG_SKU + "S")]), "/variants/0/sku"),
        (body(variants=[variant("A B")]), "/variants/0/sku"),
        (body(variants=[variant("A\n")]), "/variants/0/sku"),
        (body(variants=[variant("A", attributes={"size": 7})]), "/variants/0/attributes/size"),
        (body(variants=[variant("A", available=7)]), "/variants/0/available"),
        (price(0), "/variants/0/price/amount_minor"),
        (price(-1), "/variants/0/price/amount_minor"),
        (price(1.5), "/variants/0/price/amount_minor"),
        (price("1"), "/variants/0/price/amount_minor"),
        (price(True), "/variants/0/price/amount_minor"),
        (price(100_000_000), "/variants/0/price/amount_minor"),
        (price(10**30), "/variants/0/price/amount_minor"),
        (price(1, "eur"), "/variants/0/price/currency"),
        (price(1, "EUR", tax=2), "/variants/0/price/tax"),
    ],
)
def test_everything_beyond_a_limit_is_pointed_at(bad: dict[str, Any], pointer: str) -> None:
    answer = post(bad)
    assert answer.status == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


def test_all_errors_are_told_at_once() -> None:
    answer = post({"name": "", "brand": 1, "variants": [{"sku": "A"}, variant("B", 0)]})
    assert {error["pointer"] for error in answer.json["errors"]} == {
        "/name",
        "/brand",
        "/category",
        "/variants/0/price",
        "/variants/1/price/amount_minor",
    }


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "[1,]",
        json.dumps(body()).replace("0.62", "NaN"),
        json.dumps(body()).replace("0.62", "1e999"),
        json.dumps(body()).replace('"brand"', '"name"'),
        json.dumps(body(name="half \ud800")),
        "[" * 40 + "]" * 40,
    ],
)
def test_what_is_not_json_is_a_bad_request(raw: str) -> None:
    answer = post(raw=raw)
    assert (answer.status, answer.json["code"]) == (400, "malformed_json")


def test_a_body_must_be_a_json_object() -> None:
    assert post(raw='"bowl"').status == 422
    assert send(handler, body(), headers={"content-type": "text/plain"}, claims=admin_claims()).status == 415
    assert post(raw=json.dumps(body(description="x" * 300_000))).status == 413
