"""The reaction that keeps the index: events as the queue delivers them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from search import manifest
from search.engines.embedded.engine import EmbeddedEngine
from search.reactions.index_products import handler
from tests.functions.search.samples import asking, ids

EVENTS = Path(__file__).parents[3] / "events"

pytestmark = pytest.mark.usefixtures("bucket")


def snapshot(id_: str, **changes: object) -> dict[str, object]:
    """A product as the catalogue's events carry it."""
    price = {"amount_minor": 1999, "currency": "EUR"}
    return {
        "id": id_,
        "name": "Blue kettle",
        "description": "",
        "brand": "Aquaro",
        "category": "kitchen",
        "attributes": {"material": "steel", "litres": 1.7, "cordless": True, "watts": 2200},
        "images": [],
        "variants": [{"sku": f"{id_}-0", "price": price, "attributes": {"size": "L"}, "images": ["/l.jpg"]}],
        "state": "active",
        "version": 1,
        "created_at": "2026-11-22T09:30:00Z",
        "updated_at": "2026-11-22T09:30:00Z",
    } | changes


def message(name: str, sequence: int, data: Mapping[str, object]) -> dict[str, str]:
    """One message of the queue, as EventBridge puts it there."""
    event = {"id": f"{data}/{sequence}", "name": name, "version": 1, "sequence": sequence}
    detail = event | {"occurred_at": "2026-11-22T09:30:00Z", "data": data}
    return {"messageId": f"m-{name}-{sequence}", "body": json.dumps({"source": "haat", "detail": detail})}


def about(name: str, product: Mapping[str, object]) -> dict[str, str]:
    return message(name, int(str(product["version"])), {"product": product})


def in_stock(sku: str, sequence: int, *, now: bool) -> dict[str, str]:
    data = {"sku": sku, "product_id": sku.rpartition("-")[0], "in_stock": now}
    return message("StockAvailabilityChanged", sequence, data)


def deliver(*messages: dict[str, str]) -> Any:
    handler.__dict__.pop("_dependencies", None)  # as in a new function
    return handler({"Records": list(messages)}, None)["batchItemFailures"]


def shown() -> dict[str, bool]:
    """Every product in the index, and whether it is in stock."""
    return {hit.id: hit.in_stock for hit in EmbeddedEngine().search(asking()).hits}


def test_a_batch_of_every_kind_of_event_is_applied() -> None:
    failed = deliver(
        about("ProductCreated", snapshot("p")),
        about("ProductCreated", snapshot("q")),
        about("ProductArchived", snapshot("q", version=2, state="archived")),
        about("ProductUpdated", snapshot("p", version=2, name="Red mug")),
        in_stock("p-0", 2, now=True),
    )
    assert failed == []
    assert shown() == {"p": True}
    for text in ("mug", "steel", "cordless", "L", "p-0"):
        assert ids(EmbeddedEngine().search(asking(text))) == ["p"]


def test_the_same_batch_twice_backwards_and_in_parts_leads_to_the_same_index() -> None:
    history = [
        about("ProductCreated", snapshot("p")),
        in_stock("p-0", 2, now=True),
        about("ProductUpdated", snapshot("p", version=2, name="Red mug")),
        in_stock("p-0", 3, now=False),
        about("ProductCreated", snapshot("q")),
        in_stock("q-0", 2, now=True),
    ]
    assert deliver(*reversed(history)) == []
    for part in history:
        assert deliver(part) == []
    assert deliver(*history, *history) == []
    assert shown() == {"p": False, "q": True}
    assert ids(EmbeddedEngine().search(asking("mug"))) == ["p"]


UNREADABLE: list[dict[str, object]] = [
    {},
    {"product": {"id": "p"}},
    {"product": snapshot("p", variants=[])},
    {"product": snapshot("p", created_at="yesterday")},
    {"sku": "p-0", "in_stock": True},
    {"sku": "p-0", "product_id": "p"},
]


def test_a_message_that_cannot_be_read_fails_alone(capsys: pytest.CaptureFixture[str]) -> None:
    unreadable = [message("ProductUpdated", n, data) for n, data in enumerate(UNREADABLE)]
    failed = deliver(*unreadable, about("ProductCreated", snapshot("p")))
    assert failed == [{"itemIdentifier": each["messageId"]} for each in unreadable]
    assert shown() == {"p": False}


def test_the_examples_of_every_event_can_be_read() -> None:
    for name in manifest.INDEX_PRODUCTS.events:
        schema = json.loads(_schema_of(name).read_text(encoding="utf-8"))
        for sequence, example in enumerate(schema["examples"], start=1):
            assert deliver(message(name, sequence, example)) == []


def _schema_of(event: str) -> Path:
    snake_case = re.sub(r"(?<!^)(?=[A-Z])", "_", event).lower()
    [path] = EVENTS.glob(f"*/{snake_case}.v1.json")
    return path
