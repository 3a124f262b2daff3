"""What a change of a SKU's row tells the others."""

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from haat.events.outbox import EventItem
from haat.keys import SKU, stock_sort
from haat.table import reads
from inventory.keys import AVAILABILITY
from inventory.manifest import ANNOUNCE_AVAILABILITY
from inventory.reactions.announce_availability import handler
from inventory.store import StockStore


def image(available: int, version: int, sku: str = "A") -> dict[str, Any]:
    """A SKU's row as the stream brings it."""
    numbers = {"available": available, "reserved": 0, "sold": 0, "damaged": 0, "version": version}
    text = {"pk": SKU.key(sku), "sk": stock_sort(), "sku": sku, "product_id": "prod_1", "name": "Bowl"}
    item: dict[str, Any] = {name: {"S": value} for name, value in text.items()}
    item |= {name: {"N": str(value)} for name, value in numbers.items()}
    price = {"price_minor": {"N": "2400"}, "currency": {"S": "EUR"}}
    return item | price | {"kind": {"S": "sku"}, "on_sale": {"BOOL": True}}


def record(old: dict[str, Any] | None, new: dict[str, Any] | None, number: int = 1) -> dict[str, Any]:
    images = {"OldImage": old, "NewImage": new}
    change = {name: shown for name, shown in images.items() if shown}
    keys = {"pk": {"S": SKU.key("A")}, "sk": {"S": stock_sort()}}
    return {
        "eventName": "MODIFY",
        "dynamodb": {"Keys": keys, "SequenceNumber": str(number), **change},
    }


def announce(*records: dict[str, Any]) -> Any:
    return handler({"Records": list(records)}, None)


def announced(sku: str = "A") -> list[tuple[int, str]]:
    page = reads.page(EventItem, AVAILABILITY.key(sku), limit=100, after=None)
    return [(event.sequence, event.data) for event in page.items]


def told(in_stock: str, sku: str = "A") -> str:
    return f'{{"sku":"{sku}","product_id":"prod_1","in_stock":{in_stock}}}'


def test_selling_out_and_coming_back_are_news(table: None) -> None:
    changes = record(image(1, 4), image(0, 5)), record(image(0, 5), image(8, 6))
    assert announce(*changes) == {"batchItemFailures": []}
    assert announced() == [(5, told("false")), (6, told("true"))]


@pytest.mark.parametrize(("before", "after"), [(0, 0), (3, 2)])
def test_anything_else_is_none(table: None, before: int, after: int) -> None:
    announce(record(image(before, 4), image(after, 5)))
    assert announced() == []


def test_a_row_that_comes_or_goes_is_none(table: None) -> None:
    announce(record(None, image(0, 1)), record(image(1, 1), None))
    assert announced() == []


def test_a_batch_that_comes_twice_is_announced_once(table: None) -> None:
    changes = record(image(1, 4), image(0, 5)), record(image(2, 7, "B"), image(0, 8, "B"))
    for _ in range(2):
        assert announce(*changes) == {"batchItemFailures": []}
    assert (announced("A"), announced("B")) == ([(5, told("false"))], [(8, told("false", "B"))])


def test_what_could_not_be_announced_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: StockStore, stock: object) -> None:
        raise EndpointConnectionError(endpoint_url="nowhere")

    monkeypatch.setattr(StockStore, "announce", fail)
    answer = announce(record(image(3, 1), image(2, 2), 70), record(image(1, 4), image(0, 5), 71))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "71"}]}


def lets_in(pattern: Any, value: Any) -> bool:
    """Whether an event filter of Lambda lets a record in; the part of its rules that the manifest uses."""
    if isinstance(pattern, dict):
        return all(name in value and lets_in(inner, value[name]) for name, inner in pattern.items())
    wanted = [rule["prefix"] if isinstance(rule, dict) else rule for rule in pattern]
    return any(
        value.startswith(text) if isinstance(rule, dict) else value == text
        for rule, text in zip(pattern, wanted, strict=True)
    )


@pytest.mark.parametrize(
    ("before", "after", "comes"), [(1, 0, True), (0, 1, True), (0, 0, True), (10, 1, False), (1, 10, False)]
)
def test_the_stream_brings_only_rows_that_have_nothing_left_before_or_after(
    before: int, after: int, comes: bool
) -> None:
    shown = record(image(before, 1), image(after, 2))
    assert any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters) is comes


@pytest.mark.parametrize(("name", "value"), [("pk", "AVAILABILITY#A"), ("sk", "LEDGER#adj_1")])
def test_the_stream_brings_nothing_but_rows_of_skus(name: str, value: str) -> None:
    shown = record(image(1, 1), image(0, 2))
    shown["dynamodb"]["Keys"][name] = {"S": value}
    assert not any(lets_in(pattern, shown) for pattern in ANNOUNCE_AVAILABILITY.filters)
