"""The contracts under events/: each a valid schema, with examples that fit and an emitter."""

import re

import pytest
from jsonschema import Draft202012Validator

from infra.docs.events import Schema, schemas, services

SCHEMAS = schemas()
EMITTED = {name: function for service in services() for function in service for name in function.emits}
each_schema = pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.path)


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@each_schema
def test_a_schema_is_one_of_draft_2020_12(schema: Schema) -> None:
    assert schema.document["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema.document)


@each_schema
def test_a_schema_says_what_it_is_about_and_lets_in_nothing_else(schema: Schema) -> None:
    assert schema.document["description"].endswith(".")
    assert schema.document["type"] == "object"
    assert schema.document["additionalProperties"] is False
    assert set(schema.document["required"]) <= set(schema.document["properties"])


@each_schema
def test_a_schema_has_examples_that_fit(schema: Schema) -> None:
    assert schema.document["examples"]
    validator = Draft202012Validator(schema.document)
    for example in schema.document["examples"]:
        assert [error.message for error in validator.iter_errors(example)] == []


@each_schema
def test_an_example_with_something_more_or_less_does_not_fit(schema: Schema) -> None:
    validator = Draft202012Validator(schema.document)
    example = schema.document["examples"][0]
    assert not validator.is_valid(example | {"surprise": 1})
    for name in schema.document["required"]:
        assert not validator.is_valid({key: value for key, value in example.items() if key != name})


@each_schema
def test_a_file_is_named_after_its_event_and_version(schema: Schema) -> None:
    assert schema.path.split("/")[1] == f"{snake(schema.event)}.v{schema.version}.json"
    assert schema.version >= 1


def test_no_two_schemas_are_of_one_event_and_version() -> None:
    names = [(schema.event, schema.version) for schema in SCHEMAS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", sorted(EMITTED))
def test_every_event_that_a_manifest_emits_has_a_schema(name: str) -> None:
    assert name in {schema.event for schema in SCHEMAS}


@each_schema
def test_every_schema_has_an_emitter(schema: Schema) -> None:
    assert schema.event in EMITTED
