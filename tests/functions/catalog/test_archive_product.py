"""DELETE /api/products/{product_id}"""

import pytest

from catalog.api.archive_product import handler
from catalog.domain import Product
from catalog.manifest import ARCHIVE_PRODUCT
from catalog.store import Filters, ProductStore, ShelfStore
from haat.keys import SKU, stock_sort
from haat.table import reads
from haat.table.meter import meter
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import draft, overtaken, stored
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def delete(product_id: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(handler, path={"product_id": product_id}, headers=named, claims=admin_claims())


@pytest.fixture
def product() -> Product:
    return stored(draft("A", "B"))


def test_an_archived_product_is_gone_from_everywhere_it_is_sold(product: Product) -> None:
    answer = delete(product.id)
    assert (answer.status, answer.text) == (204, "")
    assert len(meter.calls) <= ARCHIVE_PRODUCT.round_trips
    assert ProductStore().find(product.id) is None
    assert ShelfStore().page(Filters(), limit=20, start=None).products == []
    rows = [reads.find(SkuItem, SKU.key(sku), stock_sort()) for sku in ("A", "B")]
    assert [row.on_sale for row in rows if row] == [False, False]


def test_it_is_archived_once(product: Product) -> None:
    assert [delete(product.id).status, delete(product.id).status] == [204, 404]


def test_it_is_archived_if_it_is_still_what_the_caller_saw(product: Product) -> None:
    stale = delete(product.id, if_match='"2"')
    assert (stale.status, stale.json["etag"]) == (412, '"1"')
    assert delete(product.id, if_match='"1"').status == 204


@pytest.mark.parametrize(("if_match", "status"), [("", 409), ('"1"', 412)])
def test_a_change_at_the_same_moment_is_told(product: Product, if_match: str, status: int) -> None:
    headers = {"if_match": if_match} if if_match else {}
    with overtaken(by=draft("A", name="Theirs")):
        answer = delete(product.id, **headers)
    assert answer.status == status, answer.text
    assert ProductStore().find(product.id) is not None


def test_what_never_was_is_absent() -> None:
    assert delete("prod_01kawzq3n5rv0v7k8t9m2c4x6y").status == 404


def test_only_an_admin_may(product: Product) -> None:
    path = {"product_id": product.id}
    assert send(handler, path=path, claims=customer_claims()).status == 403
    assert send(handler, path=path).status == 403
    assert ProductStore().find(product.id) is not None
