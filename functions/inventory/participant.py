"""How inventory takes part in checkout's transactions: conditional writes that move units of one SKU.

A transaction names a SKU once: the caller sums what its lines want of it. A write that gives back or
hands over is not idempotent by itself; the order's change of state in the same transaction is.
"""

from typing import Any

from haat.keys import SKU, stock_sort
from haat.money import Money
from haat.table import writes
from haat.table.item import Integer
from haat.table.sku import SkuItem
from haat.table.writes import Write
from inventory.domain import NotOnSale, OutOfStock, PriceChanged, StockInconsistent, positive
from inventory.grants import MOVE_UNITS

__all__ = [
    "MOVE_UNITS",
    "NotOnSale",
    "OutOfStock",
    "PriceChanged",
    "StockInconsistent",
    "commit_sale",
    "release",
    "reserve",
    "restock",
]


def reserve(sku: str, quantity: int, price: Money) -> Write:
    """Available → reserved, if the SKU is on sale at `price`. 1 of a transaction's 100 actions.

    Refused as NotOnSale, PriceChanged or OutOfStock. Raises: QuantityInvalid.
    """
    on_sale_at_price = SkuItem.on_sale.is_in(True) & (SkuItem.prices[price.currency] == price.amount_minor)
    return writes.update(
        SkuItem,
        SKU.key(sku),
        stock_sort(),
        _moving(positive(quantity), SkuItem.available, SkuItem.reserved),
        when=on_sale_at_price & (SkuItem.available >= quantity),
        refused=lambda raw: _why(sku, quantity, price, raw),
    )


def commit_sale(sku: str, quantity: int) -> Write:
    """Reserved → sold: the order is paid. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, quantity, SkuItem.reserved, SkuItem.sold)


def release(sku: str, quantity: int) -> Write:
    """Reserved → available: the order is not paid. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, quantity, SkuItem.reserved, SkuItem.available)


def restock(sku: str, quantity: int) -> Write:
    """Sold → available: the order came back. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, quantity, SkuItem.sold, SkuItem.available)


def _move(sku: str, quantity: int, source: Integer, target: Integer) -> Write:
    return writes.update(
        SkuItem,
        SKU.key(sku),
        stock_sort(),
        _moving(positive(quantity), source, target),
        when=source >= quantity,
        refused=lambda raw: StockInconsistent(f"{quantity} of {sku} are not {source.attr_name}: {raw}"),
    )


def _moving(quantity: int, source: Integer, target: Integer) -> list[Any]:
    return [source.set(source - quantity), target.set(target + quantity), SkuItem.version.add(1)]


def _why(
    sku: str, quantity: int, price: Money, raw: dict[str, Any] | None
) -> NotOnSale | PriceChanged | OutOfStock:
    row = SkuItem.from_raw_data(raw) if raw else None
    if row is None or not row.on_sale or price.currency not in row.prices:
        return NotOnSale(sku)
    now = Money(row.prices[price.currency], price.currency)
    return PriceChanged(sku, now) if now != price else OutOfStock(sku, row.available, quantity)
