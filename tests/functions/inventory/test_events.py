"""The events of inventory are what their schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from haat.events.outbox import EventItem, sort_key
from haat.keys import SKU
from haat.table import reads
from inventory.announcing import Announcer
from inventory.domain.adjusting import Adjustment, ChangeBy, Damage, adjust
from inventory.domain.stock import Row
from inventory.keys import AVAILABILITY
from inventory.store import Occasion, StockStore
from tests.functions.inventory.examples import row, stock, stored

SCHEMAS = Path(__file__).parents[3] / "events" / "inventory"


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SCHEMAS / f"{name}.v1.json").read_text())
    return read


def emitted(pk: str, sequence: int) -> tuple[str, Any]:
    event = reads.find(EventItem, pk, sort_key(sequence))
    assert event is not None
    return event.name, json.loads(event.data)


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("reorder_needed", "ReorderNeeded"),
        ("reorder_settled", "ReorderSettled"),
        ("stock_adjusted", "StockAdjusted"),
        ("stock_availability_changed", "StockAvailabilityChanged"),
    ],
)
def test_a_schema_is_one_and_its_examples_fit(file: str, title: str) -> None:
    read = schema(file)
    Draft202012Validator.check_schema(read)
    assert read["title"] == title
    assert read["examples"]
    for example in read["examples"]:
        Draft202012Validator(read).validate(example)


@pytest.mark.parametrize(("what", "adjustment"), [("changed", ChangeBy(-3)), ("damaged", Damage(1))])
def test_an_adjustment_fits_its_schema(table: None, what: str, adjustment: Adjustment) -> None:
    stored(available=3)
    after = adjust(row(), adjustment)
    assert isinstance(after, Row)
    assert StockStore().adjust(stock(), after, Occasion(what, "Broken", "ada")) is None
    name, data = emitted(SKU.key("A"), 1)
    assert name == "StockAdjusted"
    Draft202012Validator(schema("stock_adjusted")).validate(data)


def test_announcements_fit_their_schemas(table: None) -> None:
    stored(available=3, reorder_at=3)
    Announcer().announce("A")
    assert StockStore().watch(stock(), None) is None
    Announcer().announce("A")
    for number, file in enumerate(("stock_availability_changed", "reorder_needed", "reorder_settled"), 1):
        name, data = emitted(AVAILABILITY.key("A"), number)
        assert name == schema(file)["title"]
        Draft202012Validator(schema(file)).validate(data)
