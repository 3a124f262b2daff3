"""GET /api/brands, and one of them"""

import re

import pytest

from catalog.api import create_product, get_brand, list_brands
from catalog.domain.brands import Brand, brand_of
from catalog.store.brands import BrandStore
from haat.table.meter import meter
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")


def sell(*brands: str) -> None:
    for number, brand in enumerate(brands):
        whole = body(brand=brand, variants=[variant(f"V-{number}")])
        assert send(create_product.handler, whole, claims=admin_claims()).status == 201


def listed(**query: str) -> Response:
    return send(list_brands.handler, query=query)


def test_a_brand_is_there_once_a_product_has_named_it() -> None:
    sell("Kiln Street", "Greenhand", "")
    assert listed().json == {
        "items": [
            {"slug": "greenhand", "name": "Greenhand"},
            {"slug": "kiln-street", "name": "Kiln Street"},
        ],
        "next": None,
    }
    answer = send(get_brand.handler, path={"slug": "kiln-street"})
    assert answer.json == {"slug": "kiln-street", "name": "Kiln Street"}
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=300"
    assert send(get_brand.handler, path={"slug": "hats"}).status == 404


def test_brands_come_page_by_page() -> None:
    sell("C", "A", "B")
    first = listed(limit="2")
    second = listed(limit="2", cursor=first.json["next"])
    assert [item["slug"] for item in first.json["items"] + second.json["items"]] == ["a", "b", "c"]
    assert listed(cursor="x").json["code"] == "cursor_invalid"


def test_names_that_differ_in_case_or_accents_are_one_brand() -> None:
    sell("Café Noir", "CAFE NOIR")
    assert [item["name"] for item in listed().json["items"]] == ["Café Noir"]


def test_every_name_has_a_slug_and_no_name_none() -> None:
    assert brand_of("  Kiln   Street ") == Brand("kiln-street", "Kiln Street")
    tea, coffee = brand_of("شاي"), brand_of("قهوة")
    assert tea is not None
    assert coffee is not None
    assert re.fullmatch("[0-9a-f]{10}", tea.slug)
    assert tea.slug != coffee.slug
    assert brand_of(" ") is None


def test_a_brand_is_written_once_in_a_process() -> None:
    brands = BrandStore()
    brands.ensure("Kiln Street")
    meter.reset()
    brands.ensure("kiln street")
    brands.ensure("")
    assert meter.calls == []
