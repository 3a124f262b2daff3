"""GET /api/products/{product_id}"""

import json

import pytest

from catalog import domain
from catalog.api.get_product import handler
from catalog.domain import Product
from catalog.manifest import GET_PRODUCT
from catalog.store import ProductStore
from haat.table.meter import meter
from tests.functions.catalog.examples import LATER, NOW, draft, stored
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("table")


def get(product_id: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(handler, path={"product_id": product_id}, headers=named)


@pytest.fixture
def product() -> Product:
    return stored(draft("A"))


def test_anybody_sees_the_whole_product(product: Product) -> None:
    answer = get(product.id)
    assert answer.status == 200
    assert answer.json == {
        "id": product.id,
        "name": "Bowl",
        "description": "",
        "brand": "Kiln Street",
        "category": "ceramics",
        "attributes": {},
        "images": [],
        "variants": [
            {
                "sku": "A",
                "price": {"amount_minor": 2400, "currency": "EUR"},
                "attributes": {},
                "images": [],
                "other_prices": [],
                "weight_g": 0,
                "tax_class": "standard",
                "sales": [],
            }
        ],
        "options": [],
        "slug": f"bowl-{product.id.removeprefix('prod_')}",
        "state": "active",
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "category_path": ["ceramics"],
    }


def test_the_edge_keeps_the_answer_for_five_minutes(product: Product) -> None:
    assert get(product.id).headers["cache-control"] == "public, max-age=0, s-maxage=300"


def test_it_costs_one_read(product: Product) -> None:
    get(product.id)
    assert meter.calls == ["dynamodb.GetItem"]
    assert len(meter.calls) <= GET_PRODUCT.round_trips


@pytest.mark.parametrize("known", ['"1"', 'W/"1"', '"7", "1"', "*"])
def test_who_has_this_version_gets_no_body(product: Product, known: str) -> None:
    answer = get(product.id, if_none_match=known)
    assert (answer.status, answer.text, answer.headers["etag"]) == (304, "", '"1"')
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=300"


@pytest.mark.parametrize("known", ['"2"', "1", '""', '"11"'])
def test_who_has_another_version_gets_the_product(product: Product, known: str) -> None:
    answer = get(product.id, if_none_match=known)
    assert (answer.status, answer.headers["etag"]) == (200, '"1"')


def test_what_is_archived_is_as_absent_as_what_never_was(product: Product) -> None:
    assert ProductStore().archive(product, domain.archive(product, LATER)) is None
    archived, absent = get(product.id), get("prod_01kawzq3n5rv0v7k8t9m2c4x6y")
    assert archived.status == 404
    assert archived.text == absent.text
    assert archived.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("product_id", ["x" * 3000, "prod_1#2", "☃", " "])
def test_an_id_that_cannot_be_one_is_absent(product_id: str) -> None:
    assert get(product_id).status == 404


def test_a_query_is_not_expected(product: Product) -> None:
    answer = send(handler, path={"product_id": product.id}, query={"fields": "name"})
    assert (answer.status, json.loads(answer.text)["code"]) == (422, "invalid_input")
