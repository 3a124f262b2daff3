"""What changes of a SKU's rows tell the others."""

import json
from itertools import cycle
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from haat.keys import SKU, stock_key
from haat.table import reads, writes
from haat.table.meter import meter
from haat.table.sku import SkuItem
from inventory.announcing import STEPS_MAX, Announcer, StillChanging
from inventory.domain.stock import Row
from inventory.domain.telling import News, Told, next_step
from inventory.keys import AVAILABILITY
from inventory.manifest import ANNOUNCE_AVAILABILITY
from inventory.reactions.announce_availability import handler
from inventory.store import Occasion, StockStore
from inventory.store.stocks import NEWS_AT_ONCE_MAX
from tests.functions.inventory.examples import spread, stock, stored
from tests.support.events import emitted
from tests.support.meanwhile import Rivals

Images = tuple[dict[str, Any], dict[str, Any]]


def image(available: int, version: int = 1, **more: Any) -> dict[str, Any]:
    """A SKU's row as the stream brings it."""
    pk, sk = stock_key("A")
    row = SkuItem(
        pk=pk, sk=sk, sku="A", product_id="prod_1", name="Bowl", prices={"EUR": 2400}, on_sale=True,
        available=available, version=version, **more,
    )  # fmt: skip
    return row.to_dynamodb_dict()


def set_units(available: int, sku: str = "A", place: str = "main") -> Images:
    """Have so many units in a row; its images before and after."""
    pk, sk = stock_key(sku, place)
    before = reads.find(SkuItem, pk, sk)
    actions = [SkuItem.available.set(available), SkuItem.version.add(1)]
    change = writes.update(SkuItem, pk, sk, actions, when=SkuItem.pk.exists(), refused=str)
    assert writes.commit(change) == []
    after = reads.find(SkuItem, pk, sk)
    assert before is not None
    assert after is not None
    return before.to_dynamodb_dict(), after.to_dynamodb_dict()


def record(old: dict[str, Any] | None, new: dict[str, Any] | None, number: int = 1) -> dict[str, Any]:
    images = {"OldImage": old, "NewImage": new}
    change = {name: shown for name, shown in images.items() if shown}
    keys = {"pk": {"S": SKU.key("A")}, "sk": {"S": "STOCK#main"}}
    return {
        "eventName": "MODIFY",
        "dynamodb": {"Keys": keys, "SequenceNumber": str(number), **change},
    }


def announce(*changes: Images) -> Any:
    return handler({"Records": [record(*change) for change in changes]}, None)


def announced(sku: str = "A") -> list[tuple[int, Any]]:
    """Whatever was told of a SKU, which fits its schemas."""
    return [
        (event.sequence, json.loads(event.data).get("in_stock", event.name))
        for event in emitted(AVAILABILITY, sku)
    ]


def told(sku: str) -> Told:
    """What was told of a SKU last."""
    return StockStore().told([sku])[sku]


def test_selling_out_and_coming_back_are_news(table: None) -> None:
    stored(available=1)
    assert announce(set_units(0)) == {"batchItemFailures": []}
    assert announce(set_units(8)) == {"batchItemFailures": []}
    assert announced() == [(1, False), (2, True)]


@pytest.mark.parametrize(("before", "after"), [(0, 0), (3, 2)])
def test_anything_else_is_none_and_costs_no_read(table: None, before: int, after: int) -> None:
    stored(available=after)
    meter.reset()
    announce((image(before, 4), image(after, 5)))
    assert meter.calls == []
    assert announced() == []


def test_a_row_that_comes_or_goes_is_none(table: None) -> None:
    stored(available=0)
    handler({"Records": [record(None, image(0)), record(image(1), None)]}, None)
    assert announced() == []


@pytest.mark.parametrize(
    ("units", "news"),
    [(0, [(1, False), (2, True)]), (3, [(1, True), (2, "ReorderNeeded"), (3, "ReorderSettled")])],
)
def test_units_at_another_warehouse_are_news(table: None, units: int, news: list[Any]) -> None:
    """Their row is new, which the stream does not bring: the head, which names it, is looked at."""
    stored(available=units, reorder_at=3 if units else None)
    Announcer().announce("A")
    alone = reads.find(SkuItem, *stock_key("A"))
    there = Row("A", "prod_1", 8, 0, 0, 0, version=1, place="north", adjustments=1)
    assert StockStore().adjust(stock(), there, Occasion("changed", "Delivery")) is None
    named = reads.find(SkuItem, *stock_key("A"))
    assert alone is not None
    assert named is not None
    announce((alone.to_dynamodb_dict(), named.to_dynamodb_dict()))
    assert announced() == news


def test_a_batch_that_comes_twice_or_late_tells_what_is_true_and_tells_it_once(table: None) -> None:
    stored(available=1)
    stored("B", available=2)
    changes = set_units(0), set_units(0, "B"), set_units(5)
    for _ in range(2):
        assert announce(*changes) == {"batchItemFailures": []}
    assert (announced("A"), announced("B")) == ([(1, True)], [(1, False)])


def test_a_sku_is_sold_out_when_its_last_row_is(table: None) -> None:
    spread("A", {"main": 1, "north": 1, "main/1": 0})
    announce(set_units(0))
    assert announced() == [(1, True)]
    announce(set_units(0, place="north"))
    announce(set_units(2, place="main/1"))
    assert announced() == [(1, True), (2, False), (3, True)]


def test_units_that_come_back_while_it_is_told_are_told_after_it(table: None) -> None:
    """Another invocation sees them first, and has nothing to tell yet: this one must look again."""
    stored(available=0)
    tell = StockStore.tell

    def tell_late(store: StockStore, news: Any) -> bool:
        monkeypatch.undo()
        set_units(5)
        return tell(store, news)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(StockStore, "tell", tell_late)
        Announcer().announce("A")
    assert announced() == [(1, False), (2, True)]


def test_two_who_tell_at_once_tell_it_once(table: None) -> None:
    stored(available=0)
    tell = StockStore.tell

    def tell_twice(store: StockStore, news: Any) -> bool:
        assert tell(store, news)
        return tell(store, news)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(StockStore, "tell", tell_twice)
        Announcer().announce("A")
    assert announced() == [(1, False)]


def test_more_skus_than_a_transaction_has_room_for_are_told_of_in_a_few_calls(table: None) -> None:
    skus = [f"S{number}" for number in range(NEWS_AT_ONCE_MAX + 3)]
    for sku in skus:
        stored(sku, available=0)
    meter.reset()
    Announcer().announce(*skus)
    assert len(meter.calls) == 2 + 2 + 2  # they are looked at, told of, and looked at again
    assert [announced(sku) for sku in skus] == [[(1, False)]] * len(skus)


def test_a_sku_of_which_others_tell_first_again_and_again_holds_up_nobody(
    table: None, rivals: Rivals
) -> None:
    stored("A", available=0)
    stored("B", available=0)
    units = cycle((1, 0))

    def tell_first() -> None:
        Announcer().announce("A")
        set_units(next(units))

    rivals.next(*[tell_first] * 2 * STEPS_MAX)
    with pytest.raises(StillChanging):
        Announcer().announce("A", "B")
    assert announced("B") == [(1, False)]


@pytest.mark.parametrize(
    ("before", "after", "looked_at"), [(11, 10, True), (10, 11, True), (9, 8, False), (30, 20, False)]
)
def test_a_single_row_tells_by_itself_whether_it_fell_to_where_to_reorder(
    table: None, before: int, after: int, looked_at: bool
) -> None:
    stored(available=after, reorder_at=10)
    meter.reset()
    announce((image(before, reorder_at=10), image(after, reorder_at=10)))
    assert bool(meter.calls) is looked_at


def test_a_reorder_is_due_when_all_rows_together_have_fallen(table: None) -> None:
    spread("A", {"main": 6, "north": 6})
    for place in ("main", "north"):
        watch = [SkuItem.reorder_at.set(10)]
        update = writes.update(SkuItem, *stock_key("A", place), watch, when=SkuItem.pk.exists(), refused=str)
        assert writes.commit(update) == []
    announce(set_units(5))
    assert announced() == [(1, True)]
    announce(set_units(5, place="north"))
    announce(set_units(4, place="north"))
    announce(set_units(6, place="north"))
    assert announced() == [(1, True), (2, "ReorderNeeded"), (3, "ReorderSettled")]


def test_what_could_not_be_announced_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: StockStore, skus: Any) -> None:
        raise EndpointConnectionError(endpoint_url="nowhere")

    monkeypatch.setattr(StockStore, "told", fail)
    batch = [record(image(3, 1), image(2, 2), 70), record(image(1, 4), image(0, 5), 71)]
    assert handler({"Records": batch}, None) == {"batchItemFailures": [{"itemIdentifier": "70"}]}


def lets_in(pattern: Any, value: Any) -> bool:
    """Whether an event filter of Lambda lets a record in; the part of its rules that the manifest uses."""
    if isinstance(pattern, dict):
        return all(name in value and lets_in(inner, value[name]) for name, inner in pattern.items())
    return any(admits(rule, value) for rule in pattern)


def admits(rule: Any, value: str) -> bool:
    if isinstance(rule, dict):
        return rule == {"exists": True} or value.startswith(str(rule.get("prefix", "\n")))
    return bool(value == rule)


@pytest.mark.parametrize(
    ("before", "after", "comes"), [(1, 0, True), (0, 1, True), (0, 0, True), (10, 1, False), (1, 10, False)]
)
def test_the_stream_brings_only_rows_that_have_nothing_left_before_or_after(
    before: int, after: int, comes: bool
) -> None:
    shown = record(image(before, 1), image(after, 2))
    assert any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters) is comes


def test_the_stream_brings_every_sale_of_a_sku_that_is_watched() -> None:
    shown = record(image(10, 1), image(9, 2, reorder_at=3))
    assert any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters)


def test_the_stream_brings_a_row_that_nobody_watches_any_more() -> None:
    shown = record(image(9, 1, reorder_at=10), image(9, 2))
    assert any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters)


@pytest.mark.parametrize(("name", "value"), [("pk", "AVAILABILITY#A"), ("sk", "LEDGER#adj_1")])
def test_the_stream_brings_nothing_but_rows_of_skus(name: str, value: str) -> None:
    shown = record(image(1, 1), image(0, 2))
    shown["dynamodb"]["Keys"][name] = {"S": value}
    assert not any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters)


def test_what_was_decided_before_others_told_more_is_not_noted(table: None) -> None:
    stored(available=0, reorder_at=5)
    Announcer().announce("A")
    set_units(9)
    late = next_step(told("A"), StockStore().find_many(["A"])["A"])
    Announcer().announce("A")
    settled = next_step(Told(True, low=True, events=3, version=3), StockStore().find_many(["A"])["A"])
    set_units(0)
    Announcer().announce("A")
    assert late is not None
    assert settled == (Told(True, low=False, events=4, version=4), "ReorderSettled")
    before = told("A")
    for step in (late, settled):
        assert not StockStore().tell([News(StockStore().find_many(["A"])["A"], *step)])
    assert told("A") == before
