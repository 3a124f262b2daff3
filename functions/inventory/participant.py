"""How inventory takes part in checkout's transactions: conditional writes that move units of one SKU.

An order takes its units from places (`haat.stock.Allocation`): first from where they should be (`allocate`,
without a read), and where that fails from where they are (`Stockroom.search`). It remembers the places, and
its units are committed, released and given back there. A transaction names a row once: the caller sums what
its lines want of a SKU. A write that gives back or hands over is not idempotent by itself; the order's change
of state in the same transaction is.
"""

from collections.abc import Mapping
from typing import Any

from haat import clock
from haat.money import Money
from haat.sale import price_at
from haat.stock import Allocation
from haat.table.sku import SkuItem, costs
from haat.table.writes import Write
from inventory.domain import allocating, warehouses
from inventory.domain.stock import (
    NotOnSale,
    OutOfStock,
    PriceChanged,
    RanShort,
    StockInconsistent,
    positive,
)
from inventory.grants import MOVE_UNITS, SEARCH
from inventory.stockroom import Plan, StockContended, Stockroom
from inventory.store import rows

__all__ = [
    "MOVE_UNITS",
    "SEARCH",
    "NotOnSale",
    "OutOfStock",
    "Plan",
    "PriceChanged",
    "RanShort",
    "StockContended",
    "StockInconsistent",
    "Stockroom",
    "allocate",
    "come_back",
    "commit_sale",
    "release",
    "reserve",
    "restock",
]


def allocate(
    demand: Mapping[str, int], hints: Mapping[str, tuple[str, ...]], destination: str, key: str
) -> Plan:
    """Where units should be, by SKU: at the warehouse nearest to a country, in a shard drawn by `key`.

    No call. `hints` are the places beside each SKU's head as the cart saw them, `key` is the order's id.
    """
    near = warehouses.near(destination)
    return {
        sku: (Allocation(allocating.guess(hints.get(sku, ()), near, f"{key}/{sku}"), quantity),)
        for sku, quantity in demand.items()
    }


def reserve(sku: str, allocation: Allocation, price: Money, at_s: int | None = None) -> Write:
    """Available → reserved, if the SKU can be bought at `price`. 1 of a transaction's 100 actions.

    `at_s` is the second as of which it has that price, or None for this one: a sale may begin or end.
    Refused as NotOnSale, PriceChanged or RanShort. Raises: QuantityInvalid.
    """
    quantity = positive(allocation.quantity)
    as_of_s = clock.now_s() if at_s is None else at_s
    on_sale_at_price = SkuItem.on_sale.is_in(True) & costs(price, as_of_s)
    return rows.change(
        sku,
        allocation.place,
        rows.moving(quantity, SkuItem.available, SkuItem.reserved),
        when=on_sale_at_price & SkuItem.closed.does_not_exist() & (SkuItem.available >= quantity),
        refused=lambda raw: _why(sku, allocation.place, price, as_of_s, raw),
    )


def commit_sale(sku: str, allocation: Allocation) -> Write:
    """Reserved → sold: the order is paid. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, allocation, SkuItem.reserved, SkuItem.sold)


def release(sku: str, allocation: Allocation) -> Write:
    """Reserved → available: the order is not paid. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, allocation, SkuItem.reserved, SkuItem.available)


def restock(sku: str, allocation: Allocation) -> Write:
    """Sold → available: the order came back. Refused as StockInconsistent. Raises: QuantityInvalid."""
    return _move(sku, allocation, SkuItem.sold, SkuItem.available)


def come_back(sku: str, place: str, *, restocked: int, damaged: int) -> Write:
    """Sold → available and → damaged: a customer sent units back, some of them as good as new. One write.

    Refused as StockInconsistent. Raises: QuantityInvalid.
    """
    positive(restocked + damaged)
    return rows.come_back(sku, place, restocked=restocked, damaged=damaged)


def _move(sku: str, allocation: Allocation, source: Any, target: Any) -> Write:
    return rows.move(sku, allocation.place, positive(allocation.quantity), source, target)


def _why(
    sku: str, place: str, price: Money, at_s: int, raw: dict[str, Any] | None
) -> NotOnSale | PriceChanged | RanShort:
    """Only an open row knows the offer; the places that a cart remembers may have closed meanwhile."""
    row = SkuItem.from_raw_data(raw) if raw else None
    if (row is None and not rows.is_head(place)) or (row is not None and row.closed):
        return RanShort(sku, place)
    now = price_at(row.prices, row.sales or {}, price.currency, at_s) if row and row.on_sale else None
    if now is None:
        return NotOnSale(sku)
    return PriceChanged(sku, now) if now != price else RanShort(sku, place)
