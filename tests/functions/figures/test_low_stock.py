"""What is low is listed as the latest event of each SKU tells, in whatever order they come and how often."""

import json
from itertools import permutations
from typing import Any

import pytest

from figures import manifest
from figures.domain import LowStock
from figures.reactions import list_low_stock
from figures.store import LowStockStore
from haat.table.meter import meter
from inventory.announcing import Announcer
from inventory.keys import AVAILABILITY
from inventory.store import StockStore
from tests.conftest import create_table
from tests.functions.inventory.examples import stock, stored
from tests.support.events import emitted

pytestmark = pytest.mark.usefixtures("table")


def told(name: str, sequence: int, *, sku: str = "A", available: int = 3) -> dict[str, Any]:
    return {
        "id": f"AVAILABILITY#{sku}/{sequence}",
        "name": name,
        "version": 1,
        "sequence": sequence,
        "occurred_at": "2026-11-26T12:00:00Z",
        "data": {"sku": sku, "product_id": "prod_1", "available": available, "reorder_at": 5},
    }


def deliver(*events: dict[str, Any]) -> None:
    records = [
        {"messageId": str(number), "body": json.dumps({"detail": event})}
        for number, event in enumerate(events)
    ]
    assert list_low_stock.handler({"Records": records}, None) == {"batchItemFailures": []}


def listed() -> list[LowStock]:
    return LowStockStore().first()


FALL, RISE = told("ReorderNeeded", 2), told("ReorderSettled", 3, available=9)
FALL_AGAIN = told("ReorderNeeded", 4, available=1)


@pytest.mark.parametrize(
    ("events", "low"),
    [((FALL,), [3]), ((FALL, RISE), []), ((FALL, RISE, FALL_AGAIN), [1])],
    ids=["fell", "rose", "fell again"],
)
def test_the_latest_event_holds_in_whatever_order_they_come_and_however_often(
    events: tuple[dict[str, Any], ...], low: list[int]
) -> None:
    for arriving in permutations(events):
        create_table()
        deliver(*arriving, *arriving)
        assert listed() == [LowStock("A", available, 5) for available in low], arriving


def test_a_repeat_changes_nothing() -> None:
    deliver(FALL)
    meter.reset()
    deliver(FALL)
    assert meter.calls == []  # that wrote anything


def test_skus_are_listed_in_their_order_and_each_for_itself() -> None:
    deliver(
        told("ReorderNeeded", 2, sku="B"),
        told("ReorderNeeded", 9, sku="A"),
        told("ReorderSettled", 3, sku="C"),
    )
    assert [low.sku for low in listed()] == ["A", "B"]


def test_what_inventory_tells_of_a_fall_and_a_rise_is_what_this_reads() -> None:
    stored(available=3, reorder_at=5)
    Announcer().announce("A")
    hear()
    assert listed() == [LowStock("A", 3, 5)]
    assert StockStore().watch(stock(), None) is None
    Announcer().announce("A")
    hear()
    assert listed() == []


def hear() -> None:
    """Deliver what inventory has told of the SKU and this listens to."""
    for event in emitted(AVAILABILITY, "A"):
        if event.name in manifest.LIST_LOW_STOCK.events:
            deliver(told(event.name, event.sequence) | {"data": json.loads(event.data)})
