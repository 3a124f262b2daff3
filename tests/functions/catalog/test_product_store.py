"""Products, their events and the offers in the rows of their SKUs."""

from dataclasses import replace
from typing import Any

import pytest

from catalog import domain
from catalog.domain import Product, ProductChanged, SkuTaken, TooManySkusChanged
from catalog.keys import PRODUCT
from catalog.store import ProductStore
from catalog.store.products import ProductNotWritten
from haat.events.outbox import EventItem, sort_key
from haat.keys import SKU, stock_sort
from haat.table import reads, writes
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import LATER, NOW, draft, stored

pytestmark = pytest.mark.usefixtures("table")


def row(sku: str) -> SkuItem:
    item = reads.find(SkuItem, SKU.key(sku), stock_sort(), consistent=True)
    assert item is not None
    return item


def offer(sku: str) -> tuple[Any, ...]:
    item = row(sku)
    return (item.product_id, item.name, item.prices, item.on_sale)


def units(sku: str) -> tuple[int, int, int, int]:
    item = row(sku)
    return (item.available, item.reserved, item.sold, item.damaged)


def event(product: Product, sequence: int) -> EventItem | None:
    return reads.find(EventItem, PRODUCT.key(product.id), sort_key(sequence))


def give_units(sku: str) -> None:
    """What inventory and checkout do to a row."""
    numbers = [SkuItem.available.set(7), SkuItem.reserved.set(2), SkuItem.sold.set(3), SkuItem.damaged.set(1)]
    change = writes.update(
        SkuItem, SKU.key(sku), stock_sort(), numbers, when=SkuItem.pk.exists(), refused=lambda _: "no row"
    )
    assert writes.commit(change) == []


def change(before: Product, *skus: str, **of: Any) -> Product:
    after = domain.rewrite(before, draft(*skus, **of), LATER)
    assert ProductStore().change(before, after) is None
    return after


def test_a_created_product_is_found_as_it_was_written() -> None:
    product = stored(draft("A", "B"))
    assert ProductStore().find(product.id) == product


def test_every_variant_gets_a_row_on_sale_and_without_units() -> None:
    product = stored(draft("A", "B", price_minor=1900))
    for sku in ("A", "B"):
        assert offer(sku) == (product.id, "Bowl", {"EUR": 1900}, True)
        assert (row(sku).sku, row(sku).version, units(sku)) == (sku, 1, (0, 0, 0, 0))


def test_each_change_of_a_product_is_one_event_with_the_version_as_its_sequence() -> None:
    product = stored(draft("A"))
    changed = change(product, "A", name="Cup")
    archived = domain.archive(changed, LATER)
    assert ProductStore().archive(changed, archived) is None
    events = [event(product, sequence) for sequence in (1, 2, 3, 4)]
    names = ["ProductCreated", "ProductUpdated", "ProductArchived", None]
    assert [found.name if found else None for found in events] == names


def test_a_sku_of_another_product_is_refused_and_nothing_is_written() -> None:
    owner = stored(draft("A"))
    thief = domain.create(draft("B", "A", name="Cup"), "prod_2", NOW)
    assert ProductStore().create(thief) == SkuTaken("A", owner.id)
    assert ProductStore().find("prod_2") is None
    assert reads.find(SkuItem, SKU.key("B"), stock_sort()) is None
    assert offer("A") == (owner.id, "Bowl", {"EUR": 2400}, True)


def test_a_sku_of_another_product_cannot_be_taken_by_a_change_either() -> None:
    owner, other = stored(draft("A")), stored(draft("B", name="Cup"))
    after = domain.rewrite(other, draft("B", "A"), LATER)
    assert ProductStore().change(other, after) == SkuTaken("A", owner.id)
    assert ProductStore().find(other.id) == other


def test_a_new_price_or_name_reaches_the_rows_and_leaves_the_units_alone() -> None:
    product = stored(draft("A"))
    give_units("A")
    change(product, "A", name="Cup", price_minor=2600)
    assert offer("A") == (product.id, "Cup", {"EUR": 2600}, True)
    assert (row("A").version, units("A")) == (2, (7, 2, 3, 1))


def test_a_change_that_no_row_has_to_know_touches_none() -> None:
    product = stored(draft("A", "B"))
    after = domain.rewrite(product, replace(draft("A", "B"), description="Deep."), LATER)
    assert ProductStore().change(product, after) is None
    assert (row("A").version, row("B").version) == (1, 1)


def test_a_variant_that_is_left_out_goes_off_sale_and_comes_back_with_its_units() -> None:
    product = stored(draft("A", "B"))
    give_units("B")
    without = change(product, "A")
    assert (offer("B")[-1], units("B")) == (False, (7, 2, 3, 1))
    change(without, "A", "B")
    assert (offer("B")[-1], units("B")) == (True, (7, 2, 3, 1))


def test_an_archived_product_is_gone_and_so_are_the_offers_of_its_skus() -> None:
    product = stored(draft("A", "B"))
    assert ProductStore().archive(product, domain.archive(product, LATER)) is None
    assert ProductStore().find(product.id) is None
    assert [offer(sku)[-1] for sku in ("A", "B")] == [False, False]


def test_of_two_changes_of_one_version_the_second_is_told() -> None:
    product = stored(draft("A"))
    change(product, "A", name="Cup")
    late = domain.rewrite(product, draft("A", name="Mug"), LATER)
    assert ProductStore().change(product, late) == ProductChanged(2)
    assert ProductStore().archive(product, domain.archive(product, LATER)) == ProductChanged(2)
    assert offer("A")[1] == "Cup"


def test_a_change_of_more_skus_than_one_transaction_takes_is_refused_before_it_is_tried() -> None:
    product = stored(draft(*(f"OLD-{number}" for number in range(40))))
    after = domain.rewrite(product, draft(*(f"NEW-{number}" for number in range(58))), LATER)
    assert ProductStore().change(product, after) == TooManySkusChanged(98, 94)
    assert ProductStore().find(product.id) == product


def test_as_many_skus_as_one_transaction_takes_change_at_once() -> None:
    product = stored(draft(*(f"OLD-{number}" for number in range(40))))
    change(product, *(f"NEW-{number}" for number in range(54)))
    assert (offer("OLD-39")[-1], offer("NEW-53")[-1]) == (False, True)


def test_a_row_that_vanished_is_a_fault_and_not_the_admins() -> None:
    product = stored(draft("A", "B"))
    gone = writes.delete(SkuItem, SKU.key("B"), stock_sort(), when=None, refused=lambda _: None)
    assert writes.commit(gone) == []
    with pytest.raises(ProductNotWritten, match="OfferMissing"):
        ProductStore().archive(product, domain.archive(product, LATER))
