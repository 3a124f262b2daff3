"""A SKU whose units are in several places has as many rows, and all that sell have one offer."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from catalog import domain
from catalog.domain import Product, TooManySkusChanged
from catalog.store import ProductStore, offers
from catalog.store.products import ATTEMPTS, SkusContended
from haat.keys import stock_key
from haat.table import reads
from haat.table.sku import SkuItem
from inventory.api import spread_stock
from tests.functions.catalog.examples import LATER, draft, stored
from tests.support.requests import admin_claims, send

pytestmark = pytest.mark.usefixtures("table")


def spread(shards: int, sku: str = "A") -> None:
    """Have a SKU in so many rows."""
    answer = send(spread_stock.handler, {"shards": shards}, path={"sku": sku}, claims=admin_claims())
    assert answer.status == 200, answer.text


def offers_of(sku: str, *places: str) -> list[tuple[str, int, bool]]:
    """Name, price and whether it is on sale, in the rows at some places."""
    rows = [reads.find(SkuItem, *stock_key(sku, place)) for place in places]
    return [(row.name, row.prices["EUR"], row.on_sale) for row in rows if row]


def rewritten(product: Product, *skus: str, price_minor: int = 1900) -> Product:
    return domain.rewrite(product, draft(*skus, name="Cup", price_minor=price_minor), LATER)


def test_a_new_price_is_in_every_open_row_at_once() -> None:
    product = stored(draft("A", "B"))
    spread(4)
    assert ProductStore().change(product, rewritten(product, "A", "B")) is None
    assert offers_of("A", "main", "main/1", "main/2", "main/3") == [("Cup", 1900, True)] * 4
    assert offers_of("B", "main") == [("Cup", 1900, True)]


def test_an_archived_product_is_off_sale_in_every_row() -> None:
    product = stored(draft("A"))
    spread(2)
    assert ProductStore().archive(product, domain.archive(product, LATER)) is None
    assert [on_sale for _, _, on_sale in offers_of("A", "main", "main/1")] == [False, False]


def test_rows_that_are_closed_are_left_alone() -> None:
    product = stored(draft("A"))
    spread(2)
    spread(1)
    assert ProductStore().change(product, rewritten(product, "A")) is None
    assert offers_of("A", "main", "main/1") == [("Cup", 1900, True), ("Bowl", 2400, True)]


def while_reading(happening: Callable[[], None], times: int) -> Callable[..., offers.Heads]:
    """Heads as they are read, right before something happens to them."""
    read, left = offers.heads, iter(range(times))

    def read_and_act(before: Product, after: Product) -> offers.Heads:
        found = read(before, after)
        if next(left, None) is not None:
            happening()
        return found

    return read_and_act


def test_a_row_that_opens_while_the_price_changes_gets_the_new_one() -> None:
    product = stored(draft("A"))
    with patch.object(offers, "heads", while_reading(lambda: spread(2), 1)):
        assert ProductStore().change(product, rewritten(product, "A")) is None
    assert offers_of("A", "main", "main/1") == [("Cup", 1900, True)] * 2


def test_a_sku_that_never_comes_to_rest_is_a_fault_that_passes() -> None:
    product, layouts = stored(draft("A")), iter((2, 4, 2, 4))
    with (
        patch.object(offers, "heads", while_reading(lambda: spread(next(layouts)), ATTEMPTS)),
        pytest.raises(SkusContended),
    ):
        ProductStore().change(product, rewritten(product, "A"))
    assert ProductStore().find(product.id) == product
    assert {offer[:2] for offer in offers_of("A", "main", "main/1")} == {("Bowl", 2400)}


def test_more_rows_than_one_transaction_takes_are_refused_before_it_is_tried() -> None:
    product = stored(draft("A", "B"))
    spread(64)
    spread(64, "B")
    refusal = TooManySkusChanged(128, 94)
    assert ProductStore().change(product, rewritten(product, "A", "B")) == refusal
    assert ProductStore().archive(product, domain.archive(product, LATER)) == refusal
    assert offers_of("A", "main/63") == [("Bowl", 2400, True)]
