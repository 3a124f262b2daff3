"""Sale prices of products: what may be written, what is shown, and what the rows of SKUs know of them."""

from typing import Any

import pytest

from catalog.api import create_product, get_product, list_products, replace_product
from haat import clock
from haat.keys import stock_key
from haat.sale import ENDLESS_S, Sale
from haat.table import reads
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")

FROM, UNTIL = "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z"
FROM_S, UNTIL_S = clock.seconds(FROM), clock.seconds(UNTIL)


def sale(amount_minor: int = 1900, currency: str = "EUR", **times: str | None) -> dict[str, Any]:
    limits = {"valid_from": FROM, "valid_until": UNTIL} | times
    return {"price": {"amount_minor": amount_minor, "currency": currency}} | limits


def post(*sales: dict[str, Any], **changed: Any) -> Response:
    whole = body(variants=[variant(sales=list(sales), **changed)])
    return send(create_product.handler, whole, claims=admin_claims())


def put(product_id: str, *sales: dict[str, Any]) -> Response:
    whole = body(variants=[variant(sales=list(sales))])
    path = {"product_id": product_id}
    return send(replace_product.handler, whole, path=path, claims=admin_claims())


def row() -> SkuItem:
    found = reads.find(SkuItem, *stock_key("BOWL-SEA"), consistent=True)
    assert found
    return found


def test_a_product_shows_both_prices_and_when_the_lower_one_holds() -> None:
    path = {"product_id": post(sale(), sale(2000, "USD")).json["id"]}
    shown = send(get_product.handler, path=path).json["variants"][0]
    assert shown["price"] == {"amount_minor": 2400, "currency": "EUR"}
    assert shown["sales"] == [sale(), sale(2000, "USD")]


def test_the_row_of_the_sku_knows_the_sale() -> None:
    post(sale(), sale(2000, "USD", valid_from=None, valid_until=None))
    assert row().sales == {"EUR": Sale(1900, FROM_S, UNTIL_S), "USD": Sale(2000, 0, ENDLESS_S)}
    assert row().prices == {"EUR": 2400, "USD": 2600}


def test_a_sale_that_is_taken_away_leaves_the_row() -> None:
    product_id = post(sale()).json["id"]
    put(product_id)
    assert row().sales is None
    put(product_id, sale(1800))
    assert row().sales == {"EUR": Sale(1800, FROM_S, UNTIL_S)}


@pytest.mark.parametrize(
    ("sales", "pointer"),
    [
        ([sale(2400)], "/variants/0/sales/0/price/amount_minor"),
        ([sale(100, "JPY")], "/variants/0/sales/0/price/currency"),
        ([sale(), sale(1800)], "/variants/0/sales/1/price/currency"),
        ([sale(valid_until=FROM)], "/variants/0/sales/0/valid_until"),
        ([sale(valid_from="2026-02-30T00:00:00Z")], "/variants/0/sales/0/valid_from"),
        ([sale(valid_from="yesterday")], "/variants/0/sales/0/valid_from"),
        ([sale(0)], "/variants/0/sales/0/price/amount_minor"),
        ([sale() | {"name": "Black Friday"}], "/variants/0/sales/0/name"),
    ],
)
def test_what_is_no_sale_is_pointed_at(sales: list[dict[str, Any]], pointer: str) -> None:
    answer = post(*sales)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_card_is_charged_dinars_in_tens() -> None:
    answer = post(sale(1235, "KWD"), other_prices=[{"amount_minor": 2000, "currency": "KWD"}])
    assert answer.json["errors"][0]["pointer"] == "/variants/0/sales/0/price/amount_minor"


@pytest.mark.parametrize(("at_s", "highest", "found"), [
    (FROM_S - 1, 1900, 0), (FROM_S, 1900, 1), (UNTIL_S - 1, 1900, 1), (UNTIL_S, 1900, 0), (FROM_S, 1899, 0),
])  # fmt: skip
def test_lists_know_what_a_product_costs_in_that_second(at_s: int, highest: int, found: int) -> None:
    post(sale())
    with clock.set_to(lambda: at_s):
        answer = send(list_products.handler, query={"price_max_minor": str(highest)})
    assert len(answer.json["items"]) == found
