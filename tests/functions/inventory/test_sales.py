"""A SKU is reserved at the price that it has at a moment, by a sale or without one."""

import pytest

from haat.money import Money
from haat.sale import Sale
from haat.table import writes
from haat.table.sku import SkuItem, stock_key
from inventory import participant
from inventory.api import spread_stock
from inventory.domain.stock import PriceChanged
from tests.functions.inventory.examples import PRICE, at, stored
from tests.support.requests import admin_claims, send
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")

REDUCED = Money(1900, "EUR")
SALE = Sale(REDUCED.amount_minor, 1000, 2000)


def reduce_price(sku: str = "A") -> None:
    """What catalog does when there is to be a sale."""
    pk, sk = stock_key(sku)
    sale = [SkuItem.sales.set({"EUR": SALE})]
    change = writes.update(SkuItem, pk, sk, sale, when=SkuItem.pk.exists(), refused=lambda _: "no row")
    assert writes.commit(change) == []


def refusals(price: Money, at_s: int) -> list[object]:
    return writes.commit(participant.reserve("A", at("main", 1), price, at_s))


@pytest.mark.parametrize(
    ("at_s", "now", "other"),
    [
        (999, PRICE, REDUCED),
        (1000, REDUCED, PRICE),
        (1999, REDUCED, PRICE),
        (2000, PRICE, REDUCED),
    ],
)
def test_only_the_price_of_that_second_is_taken(at_s: int, now: Money, other: Money) -> None:
    stored(available=5)
    reduce_price()
    assert refusals(other, at_s) == [PriceChanged("A", now)]
    assert refusals(now, at_s) == []


def test_a_price_that_was_never_asked_is_refused_during_a_sale_as_well() -> None:
    stored(available=5)
    reduce_price()
    assert refusals(Money(1, "EUR"), 1500) == [PriceChanged("A", REDUCED)]


def test_a_sku_without_a_sale_costs_what_it_always_costs() -> None:
    stored(available=5)
    assert refusals(PRICE, 1500) == []
    assert refusals(REDUCED, 1500) == [PriceChanged("A", PRICE)]


def test_rows_that_open_have_the_sale_of_their_head_and_lose_it_where_it_is_over() -> None:
    stored(available=8, sales={"EUR": SALE})
    spread_over(2)
    assert sales() == [SALE, SALE]
    spread_over(1)
    end_sale()
    spread_over(2)
    assert sales() == [None, None]


def spread_over(shards: int) -> None:
    answer = send(spread_stock.handler, {"shards": shards}, path={"sku": "A"}, claims=admin_claims())
    assert answer.status == 200, answer.text


def end_sale() -> None:
    """What catalog does when there is to be none any more; a closed row is not kept up to date."""
    pk, sk = stock_key("A")
    none = [SkuItem.sales.remove()]
    change = writes.update(SkuItem, pk, sk, none, when=SkuItem.pk.exists(), refused=lambda _: "no row")
    assert writes.commit(change) == []


def sales() -> list[Sale | None]:
    """Of all open rows."""
    return [row.sales["EUR"] if row.sales else None for row in items(SkuItem) if not row.closed]
