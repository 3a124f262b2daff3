"""Rows of SKUs to test with, as catalog makes them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from haat.keys import SKU
from haat.money import Money
from haat.stock import Allocation
from haat.table import reads, writes
from haat.table.sku import SkuItem, stock_key
from inventory.domain import warehouses
from inventory.domain.stock import Row, Stock
from inventory.domain.warehouses import Warehouse
from inventory.store import LedgerItem, StockStore

PRICE = Money(2400, "EUR")
UNITS = ("available", "reserved", "sold", "damaged")
MAIN = Warehouse("main", "Main", "DE", ("DE", "AT", "*"))
NORTH = Warehouse("north", "North", "SE", ("SE", "DK", "DE"))


def stored(
    sku: str = "A",
    place: str = "main",
    *,
    on_sale: bool = True,
    available: int = 0,
    reserved: int = 0,
    sold: int = 0,
    damaged: int = 0,
    **more: Any,
) -> Row:
    """A row with these units, at version 1; a head gets its other places by `places=`."""
    pk, sk = stock_key(sku, place)
    row = SkuItem(
        pk=pk,
        sk=sk,
        sku=sku,
        product_id="prod_1",
        name="Bowl",
        prices={PRICE.currency: PRICE.amount_minor},
        on_sale=on_sale,
        available=available,
        reserved=reserved,
        sold=sold,
        damaged=damaged,
        **more,
    )
    assert writes.commit(writes.put_new(row, refused=lambda _: "it is there")) == []
    return Row(sku, "prod_1", available, reserved, sold, damaged, 1, place, bool(more.get("closed")))


def spread(sku: str, available: Mapping[str, int]) -> None:
    """A SKU with these units at places, the first of which is the head."""
    head, *others = available
    stored(sku, head, available=available[head], places=tuple(others) or None)
    for place in others:
        stored(sku, place, available=available[place])


def stock(sku: str = "A") -> Stock:
    """What the table says of a SKU now."""
    found = StockStore().find(sku)
    assert found is not None
    return found


def row(sku: str = "A", place: str = "main") -> Row:
    """One row of it."""
    found = stock(sku).at(place)
    assert found is not None
    return found


def units(sku: str = "A", place: str = "main") -> tuple[int, ...]:
    """available, reserved, sold, damaged"""
    return tuple(getattr(row(sku, place), name) for name in UNITS)


def everywhere(sku: str = "A") -> dict[str, int]:
    """What can be sold, by place."""
    return {row.place: row.available for row in stock(sku).rows}


def at(place: str, quantity: int) -> Allocation:
    return Allocation(place, quantity)


def ledger(sku: str = "A") -> list[LedgerItem]:
    """The lines of a SKU's ledger, in order."""
    lines: list[LedgerItem] = []
    after: dict[str, Any] | None = None
    while True:
        starts = LedgerItem.sk.startswith("LEDGER#")
        page = reads.page(LedgerItem, SKU.key(sku), limit=100, after=after, where=starts)
        lines, after = lines + page.items, page.last_key
        if after is None:
            return lines


def received(sku: str = "A") -> int:
    """Units that ever came from outside, less those that left, by the ledger alone."""
    return sum(move.received for line in ledger(sku) for move in line.moves)


def reprice(sku: str, price: Money) -> None:
    """What catalog does when a price changes."""
    actions = [
        SkuItem.prices.set({price.currency: price.amount_minor}),
        SkuItem.version.add(1),
    ]
    pk, sk = stock_key(sku)
    change = writes.update(SkuItem, pk, sk, actions, when=SkuItem.pk.exists(), refused=lambda _: "no row")
    assert writes.commit(change) == []


def two_warehouses() -> AbstractContextManager[None]:
    """A main one that sends everywhere, and one in the north that sends to three countries."""
    return warehouses.set_to((MAIN, NORTH))
