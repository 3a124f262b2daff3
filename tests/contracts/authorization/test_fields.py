"""Which fields a role may read and write, in every operation of the OpenAPI document."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from haat.errors import InvalidInput
from haat.http.parse import convert
from haat.manifest import Auth, Endpoint
from haat.permissions import PERMISSIONS, Role
from infra.cdk.openapi.document import document
from infra.cdk.openapi.handlers import describe
from infra.cdk.services import discover
from tests.contracts.authorization.field_rights import HIDDEN_FROM, NOT_TO_BE_SENT, OF_STAFF_ALONE, UNSEEN
from tests.contracts.authorization.rows import ENDPOINTS

DOCUMENT = document(discover())
SCHEMAS: Mapping[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: operation
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
}
WRITABLE = [
    one.name
    for one in ENDPOINTS.values()
    if one.auth not in (Auth.STAFF, Auth.PROVIDER)
    and one.method in ("POST", "PUT")
    and describe(one).input is not type(None)
]
# The state of OAuth, by which a browser finds its sign-in again, is none of a thing of the shop.
SENT_AS_SOMETHING_ELSE = {("identity-finish-sign-in", "state"), ("identity-finish-link", "state")}


@pytest.mark.parametrize("name", WRITABLE)
def test_what_the_shop_decides_is_refused_where_somebody_sends_it(name: str) -> None:
    undecided = [field for field in NOT_TO_BE_SENT if (name, field) not in SENT_AS_SOMETHING_ELSE]
    sent = dict.fromkeys(undecided, "admin")
    refused = convert(sent, describe(ENDPOINTS[name]).input)
    assert isinstance(refused, InvalidInput)
    unknown = {error.pointer for error in refused.errors if error.detail == "Unknown field."}
    assert unknown == {f"/{field}" for field in undecided}


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_operation_takes_a_field_that_it_does_not_know(name: str) -> None:
    schema = (
        OPERATIONS[name].get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    )
    if schema and ENDPOINTS[name].auth is not Auth.PROVIDER:
        assert not list(_open_objects(schema, frozenset()))


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_answer_has_what_nobody_may_see(name: str) -> None:
    assert not answered(name) & UNSEEN


@pytest.mark.parametrize("name", [name for name, one in ENDPOINTS.items() if one.auth is not Auth.STAFF])
def test_no_answer_to_others_has_what_staff_alone_see(name: str) -> None:
    assert not answered(name) & OF_STAFF_ALONE


@pytest.mark.parametrize("role", HIDDEN_FROM)
def test_a_role_does_not_see_what_is_hidden_from_it(role: Role) -> None:
    allowed = [one for one in ENDPOINTS.values() if one.permission in PERMISSIONS[role]]
    seen = {name for one in allowed for name in answered(one.name)}
    assert not seen & HIDDEN_FROM[role]


def test_what_is_hidden_is_there_for_somebody() -> None:
    of_staff: list[Endpoint] = [one for one in ENDPOINTS.values() if one.auth is Auth.STAFF]
    shown = {name for one in of_staff for name in answered(one.name)}
    assert shown >= OF_STAFF_ALONE
    assert set().union(*HIDDEN_FROM.values()) <= shown


def answered(name: str) -> frozenset[str]:
    """The names of all fields that a success of an operation may have."""
    successes = [answer for status, answer in OPERATIONS[name]["responses"].items() if status.startswith("2")]
    return frozenset(
        field for answer in successes for field in _fields(answer.get("content", {}), frozenset())
    )


def _fields(schema: Any, seen: frozenset[str]) -> Iterator[str]:
    for part, within in _parts(schema, seen):
        yield from part.get("properties", {})
        yield from _fields(list(part.values()), within)


def _open_objects(schema: Any, seen: frozenset[str]) -> Iterator[Any]:
    """The objects in a schema that have fields, and take others."""
    for part, within in _parts(schema, seen):
        if "properties" in part and part.get("additionalProperties") is not False:
            yield part
        yield from _open_objects(list(part.values()), within)


def _parts(schema: Any, seen: frozenset[str]) -> Iterator[tuple[Mapping[str, Any], frozenset[str]]]:
    """The dictionaries directly in a schema, each reference followed once."""
    if isinstance(schema, list):
        for each in schema:
            yield from _parts(each, seen)
    elif isinstance(schema, dict) and "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield SCHEMAS[name], seen | {name}
    elif isinstance(schema, dict):
        yield schema, seen
