"""PUT /api/products/{product_id}"""

from typing import Any

import pytest

from catalog import domain
from catalog.api.replace_product import handler
from catalog.domain import Draft, Product
from catalog.manifest import REPLACE_PRODUCT
from catalog.store import CategoryStore, ProductStore
from haat.table.meter import meter
from tests.functions.catalog.examples import LATER, body, draft, overtaken, stored, variant
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def put(product_id: str, content: Any, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(handler, content, path={"product_id": product_id}, headers=named, claims=admin_claims())


@pytest.fixture
def product() -> Product:
    return stored(draft("BOWL-SEA", "BOWL-SAND"))


def test_a_product_is_replaced_as_a_whole(product: Product) -> None:
    answer = put(product.id, {"name": "Cup", "category": "ceramics", "variants": [variant("BOWL-SEA", 2600)]})
    assert (answer.status, answer.headers["etag"]) == (200, '"2"')
    assert (answer.json["name"], answer.json["brand"], answer.json["version"]) == ("Cup", "", 2)
    assert [shown["sku"] for shown in answer.json["variants"]] == ["BOWL-SEA"]
    found = ProductStore().find(product.id)
    assert found is not None
    assert (found.name, found.version, found.created_at) == ("Cup", 2, product.created_at)


def test_it_costs_a_read_a_transaction_and_at_most_a_category(product: Product) -> None:
    put(product.id, body())
    assert meter.calls == [
        "dynamodb.GetItem",
        "dynamodb.GetItem",
        "dynamodb.TransactWriteItems",
        "dynamodb.BatchGetItem",
        "dynamodb.PutItem",
        "dynamodb.BatchGetItem",
        "dynamodb.TransactWriteItems",
    ]
    assert len(meter.calls) <= REPLACE_PRODUCT.round_trips


def test_a_category_named_for_the_first_time_is_created(product: Product) -> None:
    put(product.id, body(category="tea-and-coffee"))
    page = CategoryStore().page(limit=20)
    assert [category.slug for category in page.categories] == ["ceramics", "tea-and-coffee"]


def test_it_is_replaced_if_it_is_still_what_the_caller_saw(product: Product) -> None:
    assert put(product.id, body(), if_match='"1"').status == 200
    late = put(product.id, body(), if_match='"1"')
    assert (late.status, late.json["code"], late.json["etag"]) == (412, "precondition_failed", '"2"')


@pytest.mark.parametrize(("if_match", "status"), [("", 409), ('"1"', 412)])
def test_a_change_at_the_same_moment_is_told(product: Product, if_match: str, status: int) -> None:
    headers = {"if_match": if_match} if if_match else {}
    with overtaken(by=draft("BOWL-SEA", name="Theirs")):
        answer = put(product.id, body(), **headers)
    assert answer.status == status, answer.text
    found = ProductStore().find(product.id)
    assert found is not None
    assert found.name == "Theirs"


def test_skus_of_another_product_are_refused(product: Product) -> None:
    owner = stored(draft("MUG"))
    answer = put(product.id, body(variants=[variant("MUG")]))
    assert (answer.status, answer.json["code"]) == (409, "sku_taken")
    assert (answer.json["sku"], answer.json["product_id"]) == ("MUG", owner.id)


def test_more_skus_than_can_change_at_once_are_refused(product: Product) -> None:
    old = stored(draft(*(f"OLD-{number}" for number in range(60))))
    answer = put(old.id, body(variants=[variant(f"NEW-{number}") for number in range(60)]))
    assert (answer.status, answer.json["code"]) == (422, "too_many_skus_changed")
    assert (answer.json["changed"], answer.json["changed_max"]) == (120, 93)


def test_wrong_input_is_told_before_anything_is_read(product: Product) -> None:
    twice = put(product.id, body(variants=[variant("A"), variant("A")]))
    assert (twice.status, twice.json["errors"][0]["pointer"]) == (422, "/variants/1/sku")
    assert put(product.id, body(name="")).status == 422
    assert meter.calls == []


def test_what_is_absent_or_archived_cannot_be_replaced(product: Product) -> None:
    assert ProductStore().archive(product, domain.archive(product, LATER)) is None
    archived, absent = put(product.id, body()), put("prod_01kawzq3n5rv0v7k8t9m2c4x6y", body())
    assert (archived.status, archived.text) == (404, absent.text)


def test_only_an_admin_may(product: Product) -> None:
    path = {"product_id": product.id}
    assert send(handler, body(), path=path, claims=customer_claims()).status == 403
    assert send(handler, body(), path=path).status == 403


def test_a_draft_is_all_that_an_admin_can_write() -> None:
    assert {"id", "state", "version"}.isdisjoint(Draft.__dataclass_fields__)
