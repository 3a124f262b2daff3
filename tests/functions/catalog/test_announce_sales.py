"""Products are told anew when a sale of theirs begins or ends."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from catalog import domain
from catalog.domain import Product, ProductChanged
from catalog.keys import PRODUCT
from catalog.store import ProductStore
from catalog.store.items import SaleDueItem
from catalog.store.sales import SaleStore
from catalog.tasks.announce_sales import handler
from haat import clock
from haat.events.outbox import EventItem
from haat.money import Money
from haat.sale import SalePrice
from haat.table.meter import meter
from tests.functions.catalog.examples import LATER, draft, stored
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")

FROM, UNTIL = "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z"
FROM_S, UNTIL_S = clock.seconds(FROM), clock.seconds(UNTIL)
DAY_S = 24 * 3600


def at(moment_s: int, do: Callable[[], Any] = lambda: handler({}, None)) -> Any:
    """Do something at a moment: the task, unless it is something else."""
    with clock.set_to(lambda: moment_s):
        return do()


def with_sale(product: Product, valid_until: str | None = UNTIL) -> Product:
    (variant,) = product.variants
    sale = SalePrice(Money(1000, "EUR"), FROM, valid_until)
    return replace(product, variants=(replace(variant, sales=(sale,)),))


@pytest.fixture
def product() -> Product:
    """A product of which a sale is to come."""
    made = with_sale(domain.create(draft("A"), "prod_1", LATER))
    assert at(FROM_S - DAY_S, lambda: ProductStore().create(made)) is None
    return made


def told(product: Product) -> list[str]:
    """The events of a product by now."""
    found = [event for event in items(EventItem) if event.pk == PRODUCT.key(product.id)]
    return [event.name for event in sorted(found, key=lambda event: event.sequence)]


@pytest.mark.parametrize(
    ("moments_s", "events"),
    [
        ([FROM_S - 1], 1),
        ([FROM_S], 2),
        ([FROM_S, FROM_S + 60, UNTIL_S - 1], 2),
        ([FROM_S, UNTIL_S], 3),
        ([FROM_S, UNTIL_S, UNTIL_S + 60], 3),
        ([UNTIL_S + DAY_S], 2),
    ],
)
def test_each_begin_and_each_end_is_told_once(product: Product, moments_s: list[int], events: int) -> None:
    for moment_s in moments_s:
        at(moment_s)
    assert told(product) == ["ProductCreated", *["ProductUpdated"] * (events - 1)]


def test_only_the_version_and_its_time_are_new(product: Product) -> None:
    at(FROM_S)
    assert ProductStore().find(product.id) == replace(product, version=2, updated_at=FROM)


def test_a_sale_that_begins_while_its_product_is_written_is_told_all_the_same() -> None:
    made = with_sale(domain.create(draft("A"), "prod_1", clock.iso(FROM_S - 1)))
    assert at(FROM_S, lambda: ProductStore().create(made)) is None
    at(FROM_S)
    assert told(made) == ["ProductCreated", "ProductUpdated"]


def test_a_sale_without_an_end_is_told_when_it_begins() -> None:
    endless = with_sale(domain.create(draft("A"), "prod_1", LATER), valid_until=None)
    assert at(FROM_S - DAY_S, lambda: ProductStore().create(endless)) is None
    at(FROM_S)
    at(UNTIL_S)
    assert len(told(endless)) == 2


def test_a_sale_that_is_called_off_and_a_product_that_is_gone_are_not_told(product: Product) -> None:
    without = domain.rewrite(product, draft("A"), LATER)
    assert at(FROM_S - 60, lambda: ProductStore().change(product, without)) is None
    at(FROM_S)
    assert told(product) == ["ProductCreated", "ProductUpdated"]
    again = with_sale(domain.rewrite(without, draft("A"), LATER))
    assert at(FROM_S - 50, lambda: ProductStore().change(without, again)) is None
    assert at(FROM_S - 40, lambda: ProductStore().archive(again, domain.archive(again, LATER))) is None
    at(FROM_S)
    assert told(product)[-1] == "ProductArchived"


def test_a_product_without_sales_takes_no_note() -> None:
    stored(draft("A"))
    assert items(SaleDueItem) == []
    meter.reset()
    handler({}, None)
    assert meter.calls == ["dynamodb.Query"]


def test_a_product_that_somebody_changes_at_this_moment_is_told_of_by_that(product: Product) -> None:
    find = ProductStore.find_any

    def find_and_rewrite(store: ProductStore, product_id: str) -> Product | None:
        found = find(store, product_id)
        assert found
        assert store.change(found, with_sale(domain.rewrite(found, draft("A"), clock.now()))) is None
        return found

    with patch.object(ProductStore, "find_any", find_and_rewrite):
        at(FROM_S)
    assert told(product) == ["ProductCreated", "ProductUpdated"]
    assert at(FROM_S, lambda: SaleStore().due()) == []
    assert isinstance(ProductStore().change(product, domain.touch(product, LATER)), ProductChanged)
