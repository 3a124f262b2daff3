"""The events of catalog are what their schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from catalog.api import archive_product, create_product, replace_product
from catalog.keys import PRODUCT
from haat.events.outbox import EventItem, sort_key
from haat.table import reads
from tests.functions.catalog.examples import body, variant
from tests.support.requests import admin_claims, send

SCHEMAS = Path(__file__).parents[3] / "events" / "catalog"
EVENTS = {
    "product_created": "ProductCreated",
    "product_updated": "ProductUpdated",
    "product_archived": "ProductArchived",
}


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SCHEMAS / f"{name}.v1.json").read_text())
    return read


@pytest.mark.parametrize(("file", "title"), [*EVENTS.items(), ("opening_stock_given", "OpeningStockGiven")])
def test_a_schema_is_one_and_its_examples_fit(file: str, title: str) -> None:
    read = schema(file)
    Draft202012Validator.check_schema(read)
    assert read["title"] == title
    assert read["examples"]
    for example in read["examples"]:
        Draft202012Validator(read).validate(example)


def test_what_a_product_emits_in_its_life_fits_the_schemas(table: None) -> None:
    rich = body(variants=[variant("A"), variant("B", images=["/b.jpg"])])
    path = {"product_id": send(create_product.handler, rich, claims=admin_claims()).json["id"]}
    send(replace_product.handler, body(variants=[variant("B")]), path=path, claims=admin_claims())
    send(archive_product.handler, path=path, claims=admin_claims())
    for sequence, (file, title) in enumerate(EVENTS.items(), start=1):
        emitted = reads.find(EventItem, PRODUCT.key(path["product_id"]), sort_key(sequence))
        assert emitted is not None
        assert (emitted.name, emitted.service, emitted.sequence) == (title, "catalog", sequence)
        Draft202012Validator(schema(file)).validate(json.loads(emitted.data))


def test_a_schema_refuses_what_no_product_is() -> None:
    read = schema("product_created")
    example = read["examples"][0]
    assert not Draft202012Validator(read).is_valid({"product": example["product"] | {"stock": 3}})
    assert not Draft202012Validator(read).is_valid({"product": example["product"] | {"state": "archived"}})
