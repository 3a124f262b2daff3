"""Dead letters show nothing about a person."""

import json
from pathlib import Path

import pytest

from operations.domain import HIDDEN, redacted

SCHEMAS = sorted((Path(__file__).parents[3] / "events").glob("*/*.json"))
ABOUT_PEOPLE = {
    "email",
    "name",
    "line1",
    "line2",
    "city",
    "postal_code",
    "region",
    "query",
    "author_name",
    "token",
}


def test_ids_times_states_and_numbers_are_shown_and_other_text_is_hidden() -> None:
    told = {
        "order": {
            "id": "ord_1",
            "customer_id": "usr_1",
            "email": "ada@example.com",
            "status": "pending",
            "placed_at": "2026-11-26T09:30:00Z",
            "shipping_address": {"name": "Ada", "city": "Berlin", "postal_code": "10115"},
            "lines": [{"sku": "bowl", "name": "Bowl for Ada", "quantity": 2}],
            "total": {"amount_minor": 5, "currency": "EUR"},
        },
        "paid": True,
        "left": None,
    }
    assert redacted(told) == {
        "order": {
            "id": "ord_1",
            "customer_id": "usr_1",
            "email": HIDDEN,
            "status": "pending",
            "placed_at": "2026-11-26T09:30:00Z",
            "shipping_address": {"name": HIDDEN, "city": HIDDEN, "postal_code": HIDDEN},
            "lines": [{"sku": "bowl", "name": HIDDEN, "quantity": 2}],
            "total": {"amount_minor": 5, "currency": "EUR"},
        },
        "paid": True,
        "left": None,
    }


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_no_event_shows_what_is_about_people(schema: Path) -> None:
    for example in json.loads(schema.read_text())["examples"]:
        assert not list(_shown(redacted(example)))


def _shown(value: object, name: str = "") -> "list[str]":
    """Members about people whose text can be read, and addresses anywhere."""
    match value:
        case dict():
            return [text for key, part in value.items() for text in _shown(part, key)]
        case list():
            return [text for part in value for text in _shown(part, name)]
        case str() if value != HIDDEN and (name in ABOUT_PEOPLE or "@" in value):
            return [f"{name}: {value}"]
        case _:
            return []


def test_what_is_no_event_is_hidden_too() -> None:
    assert redacted("hello ada@example.com") == HIDDEN
    assert redacted(["a", {"password": "b"}]) == [HIDDEN, {"password": HIDDEN}]
