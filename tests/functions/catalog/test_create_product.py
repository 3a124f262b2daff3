"""POST /api/products"""

from typing import Any

import pytest

from catalog.api.create_product import handler
from catalog.api.get_product import handler as get
from catalog.manifest import CREATE_PRODUCT
from catalog.store import CategoryStore
from haat.keys import SKU, stock_sort
from haat.table import reads
from haat.table.meter import meter
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import body, merged, planted, variant
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def post(content: Any, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(handler, content, headers=named, claims=admin_claims())


def test_a_product_is_created_and_shown_where_the_answer_says() -> None:
    answer = post(body())
    assert (answer.status, answer.headers["etag"]) == (201, '"1"')
    created = answer.json
    assert answer.headers["location"] == f"/api/products/{created['id']}"
    assert created == body() | {
        name: created[name]
        for name in ("id", "state", "version", "created_at", "updated_at", "category_path", "options", "slug")
    }
    assert send(get, path={"product_id": created["id"]}).json == created


def test_what_may_be_left_out_is_empty() -> None:
    answer = post({name: body()[name] for name in ("name", "category", "variants")})
    assert answer.status == 201
    empty = {name: answer.json[name] for name in ("description", "brand", "attributes", "images")}
    assert empty == {"description": "", "brand": "", "attributes": {}, "images": []}


def test_numbers_and_truths_stay_what_they_are() -> None:
    shown = post(body(attributes={"whole": 2, "part": 2.5, "yes": True, "text": "2"})).text
    assert '"attributes":{"whole":2,"part":2.5,"yes":true,"text":"2"}' in shown


def test_the_category_is_there_before_anybody_asked_for_it() -> None:
    post(body(category="tea-and-coffee"))
    names = [category.name for category in CategoryStore().page(limit=20).categories]
    assert names == ["Tea and coffee"]


def test_it_takes_one_transaction_and_once_in_a_while_a_look_at_category_and_brand() -> None:
    post(body(variants=[variant("A")]))
    assert meter.calls == [
        "dynamodb.GetItem",
        "dynamodb.TransactWriteItems",
        "dynamodb.BatchGetItem",
        "dynamodb.PutItem",
        "dynamodb.TransactWriteItems",
    ]
    assert len(meter.calls) <= CREATE_PRODUCT.round_trips
    post(body(variants=[variant("B")]))
    assert meter.calls == ["dynamodb.TransactWriteItems"]


def test_a_product_carries_the_path_of_its_category() -> None:
    planted("home", "home/tea-and-coffee", "drinks")
    assert post(body(category="drinks")).json["category_path"] == ["drinks"]
    created = post(body(category="tea-and-coffee", variants=[variant("B")])).json
    assert created["category_path"] == ["home", "tea-and-coffee"]


def test_a_slug_that_was_merged_away_means_the_category_that_took_it_over() -> None:
    planted("home", "home/ceramics", "pots")
    merged("pots", into="ceramics")
    created = post(body(category="pots")).json
    assert (created["category"], created["category_path"]) == ("ceramics", ["home", "ceramics"])


def test_a_product_may_have_sixty_variants_at_once() -> None:
    assert post(body(variants=[variant(f"V-{number}") for number in range(60)])).status == 201


def test_a_repeat_with_the_same_key_gets_the_same_answer_byte_for_byte() -> None:
    first = post(body(), idempotency_key="import-1")
    again = post(body(), idempotency_key="import-1")
    assert (again.status, again.text) == (first.status, first.text)
    assert again.headers == dict(first.headers) | {"idempotency-replayed": "true"}


def test_the_same_key_with_another_product_is_refused() -> None:
    post(body(), idempotency_key="import-1")
    other = post(body(variants=[variant("B")]), idempotency_key="import-1")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert reads.find(SkuItem, SKU.key("B"), stock_sort()) is None


def test_without_a_key_a_repeat_meets_its_own_skus() -> None:
    first = post(body())
    again = post(body())
    assert (again.status, again.json["code"]) == (409, "sku_taken")
    assert (again.json["sku"], again.json["product_id"]) == ("BOWL-SEA", first.json["id"])


def test_a_sku_that_comes_twice_is_pointed_at() -> None:
    answer = post(body(variants=[variant("A"), variant("B"), variant("A")]))
    assert answer.status == 422
    assert answer.json["errors"] == [
        {"pointer": "/variants/2/sku", "detail": "Another variant has this SKU."}
    ]


def test_prices_are_in_the_currency_of_the_shop() -> None:
    dollars = variant("B", price={"amount_minor": 1, "currency": "USD"})
    answer = post(body(variants=[variant("A"), dollars]))
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/variants/1/price/currency")


def test_a_product_that_no_event_could_carry_is_refused() -> None:
    pictures = [f"/{number}/{'x' * 480}.jpg" for number in range(20)]
    answer = post(body(variants=[variant(f"V-{number}", images=pictures) for number in range(20)]))
    assert (answer.status, answer.json["code"], answer.json["bytes_max"]) == (
        422,
        "product_too_large",
        131072,
    )


def test_only_an_admin_may() -> None:
    assert send(handler, body()).status == 403
    assert send(handler, body(), claims=customer_claims()).status == 403
    assert send(handler, body(), claims=admin_claims(**{"cognito:groups": "[support]"})).status == 403
