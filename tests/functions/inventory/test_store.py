"""Stock, its ledger and its events in the table."""

import json

import pytest

from haat import clock
from haat.events.outbox import EventItem, sort_key
from haat.keys import SKU
from haat.table import reads, writes
from haat.table.meter import meter
from inventory import domain, participant
from inventory.domain import ChangeBy, Stock, StockChanged
from inventory.keys import AVAILABILITY
from inventory.store import LedgerItem, Occasion, StockStore
from tests.functions.inventory.examples import PRICE, reprice, stock, stored, units

pytestmark = pytest.mark.usefixtures("table")

OCCASION = Occasion("Delivery of 22 November", "ada")


def changed(before: Stock, change: int) -> Stock:
    after = domain.adjust(before, ChangeBy(change))
    assert isinstance(after, Stock)
    return after


def ledger(sku: str = "A") -> list[LedgerItem]:
    page = reads.page(
        LedgerItem, SKU.key(sku), limit=100, after=None, where=LedgerItem.sk.startswith("LEDGER#")
    )
    return page.items


def event(sku: str, sequence: int) -> EventItem | None:
    return reads.find(EventItem, SKU.key(sku), sort_key(sequence))


def announced(sku: str, sequence: int) -> EventItem | None:
    return reads.find(EventItem, AVAILABILITY.key(sku), sort_key(sequence))


def test_a_sku_that_nobody_sells_has_no_stock() -> None:
    assert StockStore().find("NEVER") is None
    assert StockStore().find("x" * 3000) is None


def test_an_adjustment_is_the_level_a_line_in_the_ledger_and_an_event_at_once() -> None:
    before = stored(available=3, reserved=1, sold=1, damaged=1)
    meter.reset()
    with clock.set_to(lambda: 1_795_339_800):
        assert StockStore().adjust(before, changed(before, 4), OCCASION) is None
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert (units(), stock().version) == ((7, 1, 1, 1), 2)
    (line,) = ledger()
    assert (line.change, line.available_after, line.reason, line.actor, line.at) == (
        4,
        7,
        "Delivery of 22 November",
        "ada",
        "2026-11-22T09:30:00Z",
    )
    emitted = event("A", 2)
    assert emitted is not None
    assert (emitted.name, emitted.sequence) == ("StockAdjusted", 2)
    assert json.loads(emitted.data) == {
        "sku": "A",
        "product_id": "prod_1",
        "available": 7,
        "change": 4,
        "reason": "Delivery of 22 November",
    }


def test_of_two_adjustments_of_one_level_the_second_is_told_and_leaves_no_trace() -> None:
    before = stored(available=3)
    assert StockStore().adjust(before, changed(before, 4), OCCASION) is None
    late = StockStore().adjust(before, changed(before, 1), OCCASION)
    assert late == StockChanged("A", available=7, version=2)
    assert (units(), len(ledger())) == ((7, 0, 0, 0), 1)


def test_an_adjustment_notices_an_order_and_a_new_price_in_between() -> None:
    before = stored(available=3)
    assert writes.commit(participant.reserve("A", 2, PRICE)) == []
    reprice("A", PRICE)
    assert StockStore().adjust(before, changed(before, 4), OCCASION) == StockChanged("A", 1, 3)
    assert units() == (1, 2, 0, 0)


def test_the_ledger_tells_in_order_how_the_level_came_about() -> None:
    stored()
    for change in (10, -3, 5):
        before = stock()
        assert StockStore().adjust(before, changed(before, change), OCCASION) is None
    assert [line.available_after for line in ledger()] == [10, 7, 12]
    assert sum(line.change for line in ledger()) == stock().available


def test_availability_is_announced_once_for_each_version_of_the_row() -> None:
    sold_out = stored(available=0)
    for _ in range(2):
        StockStore().announce(sold_out)
    emitted = announced("A", 1)
    assert emitted is not None
    assert (emitted.name, emitted.service, emitted.event_id) == (
        "StockAvailabilityChanged",
        "inventory",
        "AVAILABILITY#A/1",
    )
    assert json.loads(emitted.data) == {"sku": "A", "product_id": "prod_1", "in_stock": False}
    page = reads.page(EventItem, AVAILABILITY.key("A"), limit=100, after=None)
    assert len(page.items) == 1
