"""The events of inventory are what their schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from haat.events.outbox import EventItem, sort_key
from haat.keys import SKU
from haat.table import reads
from inventory import domain
from inventory.domain import ChangeBy, Stock
from inventory.keys import AVAILABILITY
from inventory.store import Occasion, StockStore
from tests.functions.inventory.examples import stored

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


def test_an_adjustment_fits_its_schema(table: None) -> None:
    before = stored(available=3)
    after = domain.adjust(before, ChangeBy(-3))
    assert isinstance(after, Stock)
    assert StockStore().adjust(before, after, Occasion("Broken", "ada")) is None
    name, data = emitted(SKU.key("A"), 2)
    assert name == "StockAdjusted"
    Draft202012Validator(schema("stock_adjusted")).validate(data)


def test_an_announcement_fits_its_schema(table: None) -> None:
    StockStore().announce(stored(available=3))
    name, data = emitted(AVAILABILITY.key("A"), 1)
    assert name == "StockAvailabilityChanged"
    Draft202012Validator(schema("stock_availability_changed")).validate(data)
