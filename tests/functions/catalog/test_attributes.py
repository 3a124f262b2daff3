"""Attributes that categories declare: what products of them may say."""

from typing import Any

import pytest

from catalog.api import create_category, create_product, list_attributes, replace_category, replace_product
from tests.functions.catalog.examples import body, merged, planted, variant
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")

DIAMETER = {"key": "diameter_cm", "kind": "number", "unit": "cm", "required": True}
MATERIAL = {"key": "material", "kind": "text", "choices": ["stoneware", "porcelain"]}


def plant(slug: str, *attributes: dict[str, Any], parent: str | None = None) -> Response:
    whole = {"slug": slug, "parent": parent, "attributes": list(attributes)}
    return send(create_category.handler, whole, claims=admin_claims())


def post(category: str, sku: str = "A", **attributes: Any) -> Response:
    whole = body(category=category, attributes=attributes, variants=[variant(sku)])
    return send(create_product.handler, whole, claims=admin_claims())


def declared(slug: str) -> list[tuple[str, str, str | None]]:
    items = send(list_attributes.handler, path={"slug": slug}).json["items"]
    return [(item["key"], item["kind"], item["unit"]) for item in items]


def pointers(answer: Response) -> list[str]:
    assert answer.status == 422, answer.text
    return [error["pointer"] for error in answer.json["errors"]]


def test_what_is_not_declared_may_be_anything() -> None:
    plant("pots", DIAMETER)
    assert post("pots", diameter_cm=15, handmade=True, note="x").status == 201
    assert post("hats", "B", diameter_cm="wide").status == 201


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("text", ["a", ""], [1, 1.5, True]),
        ("whole", [1, -3], ["1", 1.5, True]),
        ("number", [1, 1.5], ["1", False]),
        ("truth", [True, False], [1, 0, "yes"]),
    ],
)
def test_values_are_of_the_declared_kind(kind: str, right: list[Any], wrong: list[Any]) -> None:
    plant("pots", {"key": "it", "kind": kind})
    for number, value in enumerate(right):
        assert post("pots", f"S{number}", it=value).status == 201
    for value in wrong:
        assert pointers(post("pots", "W", it=value)) == ["/attributes/it"]


def test_all_that_is_wrong_is_pointed_at() -> None:
    plant("pots", DIAMETER, MATERIAL)
    assert pointers(post("pots", material="wood")) == ["/attributes/diameter_cm", "/attributes/material"]
    answer = post("pots", diameter_cm="15")
    assert answer.json["errors"][0]["detail"] == "It is a number, in cm."
    assert post("pots", diameter_cm=15, material="porcelain").status == 201


def test_attributes_hold_for_all_that_is_below_and_the_nearest_counts() -> None:
    plant("home", DIAMETER)
    plant("pots", MATERIAL, parent="home")
    plant("toys", {"key": "diameter_cm", "kind": "text"}, parent="home")
    assert declared("pots") == [("diameter_cm", "number", "cm"), ("material", "text", None)]
    assert declared("toys") == [("diameter_cm", "text", None)]
    assert pointers(post("pots", material="wood")) == ["/attributes/diameter_cm", "/attributes/material"]
    assert post("toys", diameter_cm="big").status == 201


def test_a_product_that_is_replaced_is_held_to_them_too() -> None:
    product_id = post("hats").json["id"]
    plant("pots", DIAMETER)
    path = {"product_id": product_id}
    whole = body(category="pots", attributes={}, variants=[variant("A")])
    answer = send(replace_product.handler, whole, path=path, claims=admin_claims())
    assert pointers(answer) == ["/attributes/diameter_cm"]


def test_a_category_is_shown_with_what_it_declares_and_loses_what_is_left_out() -> None:
    shown = plant("pots", MATERIAL).json["attributes"]
    assert shown == [MATERIAL | {"unit": None, "required": False}]
    path = {"slug": "pots"}
    answer = send(replace_category.handler, {"name": "Pots"}, path=path, claims=admin_claims())
    assert answer.json["attributes"] == []
    assert declared("pots") == []


def test_a_move_brings_the_attributes_along() -> None:
    plant("pots", DIAMETER)
    planted("home")
    moved = {"name": "Pots", "parent": "home", "attributes": [DIAMETER]}
    send(replace_category.handler, moved, path={"slug": "pots"}, claims=admin_claims())
    assert pointers(post("pots")) == ["/attributes/diameter_cm"]
    planted("hats")
    merged("home", into="hats")
    assert declared("pots") == [("diameter_cm", "number", "cm")]


@pytest.mark.parametrize(
    ("attributes", "pointer"),
    [
        ([DIAMETER, DIAMETER], "/attributes/1/key"),
        ([DIAMETER | {"choices": ["15"]}], "/attributes/0/choices"),
        ([{"key": "Diameter", "kind": "number"}], "/attributes/0/key"),
        ([{"key": "diameter", "kind": "length"}], "/attributes/0/kind"),
        ([{"key": "diameter"}], "/attributes/0/kind"),
    ],
)
def test_what_is_no_declaration_is_pointed_at(attributes: list[dict[str, Any]], pointer: str) -> None:
    assert pointers(plant("pots", *attributes)) == [pointer]


def test_a_category_that_is_not_there_declares_nothing() -> None:
    assert send(list_attributes.handler, path={"slug": "hats"}).status == 404
