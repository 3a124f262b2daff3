"""Rows of SKUs to test with, as catalog makes them."""

from haat.keys import SKU, stock_sort
from haat.money import Money
from haat.table import writes
from haat.table.sku import SkuItem
from inventory.domain import Stock
from inventory.store import StockStore

PRICE = Money(2400, "EUR")
UNITS = ("available", "reserved", "sold", "damaged")


def stored(
    sku: str = "A",
    *,
    on_sale: bool = True,
    available: int = 0,
    reserved: int = 0,
    sold: int = 0,
    damaged: int = 0,
) -> Stock:
    """A SKU with these units, at version 1."""
    row = SkuItem(
        pk=SKU.key(sku),
        sk=stock_sort(),
        sku=sku,
        product_id="prod_1",
        name="Bowl",
        prices={PRICE.currency: PRICE.amount_minor},
        on_sale=on_sale,
        available=available,
        reserved=reserved,
        sold=sold,
        damaged=damaged,
    )
    assert writes.commit(writes.put_new(row, refused=lambda _: "it is there")) == []
    return stock(sku)


def stock(sku: str = "A") -> Stock:
    """What the table says of a SKU now."""
    found = StockStore().find(sku)
    assert found is not None
    return found


def units(sku: str = "A") -> tuple[int, ...]:
    """available, reserved, sold, damaged"""
    found = stock(sku)
    return tuple(getattr(found, name) for name in UNITS)


def reprice(sku: str, price: Money) -> None:
    """What catalog does when a price changes."""
    actions = [
        SkuItem.prices.set({price.currency: price.amount_minor}),
        SkuItem.version.add(1),
    ]
    change = writes.update(
        SkuItem, SKU.key(sku), stock_sort(), actions, when=SkuItem.pk.exists(), refused=lambda _: "no row"
    )
    assert writes.commit(change) == []
