"""Stock, its ledger and its events in the table."""

import json

import pytest

from haat import clock
from haat.events.outbox import EventItem, sort_key
from haat.keys import SKU
from haat.money import Money
from haat.table import reads, writes
from haat.table.meter import meter
from haat.table.sku import SkuItem, stock_key
from inventory import participant
from inventory.domain.adjusting import ChangeBy, StockChanged, adjust
from inventory.domain.stock import Movement, Row, Stock
from inventory.store import Occasion, StockStore
from inventory.store.stocks import StockUnsettled
from tests.functions.inventory.examples import (
    PRICE,
    at,
    ledger,
    received,
    reprice,
    row,
    spread,
    stock,
    stored,
    units,
)

pytestmark = pytest.mark.usefixtures("table")

OCCASION = Occasion("changed", "Delivery of 22 November", "ada")


def changed(before: Row, change: int) -> Row:
    after = adjust(before, ChangeBy(change))
    assert isinstance(after, Row)
    return after


def event(pk: str, sequence: int) -> EventItem | None:
    return reads.find(EventItem, pk, sort_key(sequence))


def test_a_sku_that_nobody_sells_has_no_stock() -> None:
    assert StockStore().find("NEVER") is None
    assert StockStore().find("x" * 3000) is None


def test_an_adjustment_is_the_level_a_line_in_the_ledger_and_an_event_at_once() -> None:
    before = stored(available=3, reserved=1, sold=1, damaged=1)
    was = stock()
    meter.reset()
    with clock.set_to(lambda: 1_795_339_800):
        assert StockStore().adjust(was, changed(before, 4), OCCASION) is None
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert (units(), stock().version) == ((7, 1, 1, 1), 2)
    (line,) = ledger()
    assert (line.what, line.moves, line.reason, line.actor, line.at) == (
        "changed",
        (Movement("main", available=4),),
        "Delivery of 22 November",
        "ada",
        "2026-11-22T09:30:00Z",
    )
    emitted = event(SKU.key("A"), 1)
    assert emitted is not None
    assert (emitted.name, emitted.sequence) == ("StockAdjusted", 1)
    assert json.loads(emitted.data) == {
        "sku": "A",
        "product_id": "prod_1",
        "place": "main",
        "what": "changed",
        "available": 7,
        "change": 4,
        "damaged": 1,
        "reason": "Delivery of 22 November",
    }


def test_of_two_adjustments_of_one_level_the_second_is_told_and_leaves_no_trace() -> None:
    before = stored(available=3)
    was = stock()
    assert StockStore().adjust(was, changed(before, 4), OCCASION) is None
    late = StockStore().adjust(was, changed(before, 1), OCCASION)
    assert late == StockChanged("A", available=7, version=2)
    assert (units(), len(ledger())) == ((7, 0, 0, 0), 1)


def test_an_adjustment_notices_an_order_and_a_new_price_in_between() -> None:
    before = stored(available=3)
    was = stock()
    assert writes.commit(participant.reserve("A", at("main", 2), PRICE)) == []
    reprice("A", PRICE)
    assert StockStore().adjust(was, changed(before, 4), OCCASION) == StockChanged("A", 1, 3)
    assert units() == (1, 2, 0, 0)


def test_the_ledger_tells_in_order_how_the_level_came_about_whatever_orders_do_between() -> None:
    stored(reserved=2)
    for change in (10, -3, 5):
        assert StockStore().adjust(stock(), changed(row(), change), OCCASION) is None
        assert writes.commit(participant.reserve("A", at("main", 1), PRICE)) == []
    assert [move.available for line in ledger() for move in line.moves] == [10, -3, 5]
    assert received() == 12
    assert [event(SKU.key("A"), number) is not None for number in (1, 2, 3, 4)] == [True] * 3 + [False]


def test_a_row_at_another_warehouse_is_refused_if_the_price_has_changed_since() -> None:
    stored(available=3)
    store, was, new = StockStore(), stock(), Row("A", "prod_1", 4, 0, 0, 0, 1, "north", adjustments=1)
    find = reads.find

    def find_and_reprice(*given: object, **named: object) -> object:
        found = find(*given, **named)  # type: ignore[arg-type]
        reprice("A", Money(2500, "EUR"))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reads, "find", find_and_reprice)
        assert isinstance(store.adjust(was, new, OCCASION), StockChanged)
    assert stock().places == ()
    assert store.adjust(stock(), new, OCCASION) is None
    opened = reads.find(SkuItem, *stock_key("A", "north"))
    assert opened is not None
    assert (opened.prices, opened.on_sale, opened.name) == ({"EUR": 2500}, True, "Bowl")
    assert event(SKU.key("A", "north"), 1) is not None


def test_rows_that_hints_name_are_read_with_the_heads_and_others_after_them() -> None:
    spread("A", {"main": 1, "north": 2})
    spread("B", {"main": 3, "main/1": 4})
    meter.reset()
    found = StockStore().find_many(["A", "B", "NEVER"], {"A": ("north",), "B": ("main/1",)})
    assert {sku: one.available for sku, one in found.items()} == {"A": 3, "B": 7}
    assert len(meter.calls) == 1
    assert StockStore().find_many(["A", "B"], {"A": ("south",)}) == found
    assert len(meter.calls) == 3


def test_a_unit_that_moves_while_all_is_counted_is_neither_missed_nor_counted_twice() -> None:
    spread("A", {"main": 0, "main/1": 1})
    moved = iter((("main/1", "main"),))
    read = StockStore.find_many

    def read_between(store: StockStore, skus: object, *given: object) -> dict[str, Stock]:
        """The unit goes home after the head was read and before the shard is."""
        seen = read(store, ["A"])
        for source, target in moved:
            source_key, target_key = stock_key("A", source), stock_key("A", target)
            taken = [SkuItem.available.set(SkuItem.available - 1), SkuItem.version.add(1)]
            given_to = [SkuItem.available.set(SkuItem.available + 1), SkuItem.version.add(1)]
            exists = SkuItem.pk.exists()
            assert not writes.commit(
                writes.update(SkuItem, *source_key, taken, when=exists, refused=str),
                writes.update(SkuItem, *target_key, given_to, when=exists, refused=str),
            )
            late = read(store, ["A"])["A"]
            return {"A": Stock((seen["A"].rows[0], late.rows[1]), late.places)}
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StockStore, "find_many", read_between)
        assert StockStore().find_settled(["A"])["A"].available == 1


def test_what_never_settles_is_a_fault_that_passes() -> None:
    spread("A", {"main": 0, "main/1": 1})
    read = StockStore.find_many

    def read_and_reprice(store: StockStore, skus: object, *given: object) -> dict[str, Stock]:
        reprice("A", PRICE)
        return read(store, ["A"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StockStore, "find_many", read_and_reprice)
        with pytest.raises(StockUnsettled):
            StockStore().find_settled(["A"])
