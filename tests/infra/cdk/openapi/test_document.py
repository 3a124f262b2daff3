"""The OpenAPI document: valid, and what manifests and handlers say."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from openapi_spec_validator import validate

from haat import errors
from haat.manifest import VERIFIED_IN_FUNCTION, Auth, Endpoint, Idempotency
from haat.permissions import Permission
from infra.cdk import openapi
from infra.cdk.openapi.document import document
from infra.cdk.openapi.problems import names_of
from infra.cdk.services import discover, functions_of

SERVICES = discover()
ENDPOINTS = list(functions_of(SERVICES, Endpoint))
DOCUMENT = document(SERVICES)
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)


def operation(endpoint: Endpoint) -> Any:
    return DOCUMENT["paths"][endpoint.path][endpoint.method.lower()]


def parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    """The parameters of an operation, references followed."""
    shared = DOCUMENT["components"]["parameters"]
    return [
        shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for one in operation(endpoint)["parameters"]
    ]


def codes(endpoint: Endpoint) -> set[str]:
    """Codes of every problem that an operation names."""
    names = set()
    for answer in operation(endpoint)["responses"].values():
        schema = answer.get("content", {}).get("application/problem+json", {}).get("schema", {})
        names |= {one["$ref"].rpartition("/")[2] for one in schema.get("anyOf", [schema] if schema else [])}
    schemas = DOCUMENT["components"]["schemas"]
    return {schemas[name]["properties"]["code"].get("const", "any") for name in names}


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_every_endpoint_is_an_operation_and_every_operation_an_endpoint() -> None:
    described = {(method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert described == {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}


@each_endpoint
def test_an_operation_says_what_its_success_is(endpoint: Endpoint) -> None:
    success = operation(endpoint)["responses"][str(endpoint.status)]
    assert ("content" in success) is (endpoint.status != 204)


@each_endpoint
def test_every_part_of_the_path_is_a_parameter(endpoint: Endpoint) -> None:
    in_path = [one["name"] for one in parameters(endpoint) if one["in"] == "path"]
    assert all(f"{{{name}}}" in endpoint.path for name in in_path)
    assert len(in_path) == endpoint.path.count("{")


@each_endpoint
def test_what_the_wrapper_and_the_gateway_answer_is_described_as_well(endpoint: Endpoint) -> None:
    expected = {"internal_error", "unavailable", "too_many_requests"}
    if endpoint.auth in (Auth.CUSTOMER, Auth.STAFF, *VERIFIED_IN_FUNCTION):
        expected.add("unauthorized")
    if endpoint.auth is Auth.STAFF:
        expected.add("forbidden")
    if endpoint.idempotency is Idempotency.REQUIRED:
        expected |= {"idempotency_key_missing", "idempotency_key_reused", "request_in_progress"}
    if endpoint.method in ("POST", "PUT") and endpoint.auth is not Auth.PROVIDER:
        expected |= {"malformed_json", "body_too_large", "unsupported_media_type", "invalid_input"}
    assert expected <= codes(endpoint)


@each_endpoint
def test_an_operation_of_staff_names_its_permission(endpoint: Endpoint) -> None:
    of_staff = endpoint.auth is Auth.STAFF
    assert operation(endpoint).get("x-permission") == (endpoint.permission if of_staff else None)
    assert (operation(endpoint)["security"] == [{"staff": []}]) is of_staff


def test_the_document_says_what_each_role_may_do() -> None:
    roles = DOCUMENT["x-roles"]
    assert set(roles["admin"]) == set(Permission)
    assert roles["partner"] == ["hold_stock"]
    assert "user" not in roles


@each_endpoint
def test_a_key_is_asked_for_where_the_manifest_wants_one(endpoint: Endpoint) -> None:
    found = {one["name"]: one["required"] for one in parameters(endpoint) if one["in"] == "header"}
    required = endpoint.idempotency is Idempotency.REQUIRED
    assert found.get("Idempotency-Key") == (None if endpoint.idempotency is Idempotency.NONE else required)
    assert ("If-Match" in found) is (endpoint.method in ("PUT", "DELETE"))


@each_endpoint
def test_a_query_is_described_parameter_by_parameter(endpoint: Endpoint) -> None:
    found = {one["name"]: one for one in parameters(endpoint) if one["in"] == "query"}
    if "cursor" in found:
        assert found["limit"]["schema"]["maximum"] == 100


def test_a_problem_is_described_with_its_members() -> None:
    described = DOCUMENT["components"]["schemas"]["PreconditionFailedProblem"]
    assert described["properties"]["etag"] == {"type": "string"}
    assert {"etag", "code", "request_id"} <= set(described["required"])
    assert described["properties"]["status"] == {"const": 412}


def test_problems_of_two_services_with_one_name_are_told_apart() -> None:
    @dataclass(frozen=True)
    class NotFound(errors.NotFound):
        """Nothing is on this shelf."""

    NotFound.__module__ = "shelf.domain"
    names = names_of([errors.NotFound, NotFound, errors.Forbidden])
    assert list(names.values()) == ["HaatNotFoundProblem", "ShelfNotFoundProblem", "ForbiddenProblem"]


def test_invalid_input_tells_a_pointer_and_a_detail_for_each_field() -> None:
    described = DOCUMENT["components"]["schemas"]["InvalidInputProblem"]
    item = described["properties"]["errors"]["items"]["$ref"].rpartition("/")[2]
    assert set(DOCUMENT["components"]["schemas"][item]["properties"]) == {"pointer", "detail"}
    assert described["properties"]["title"] == {"const": errors.InvalidInput.title()}


def test_a_success_of_several_shapes_is_any_of_them() -> None:
    content = DOCUMENT["paths"]["/api/users/login"]["post"]["responses"]["200"]["content"]
    names = [shape["$ref"].rpartition("/")[2] for shape in content["application/json"]["schema"]["anyOf"]]
    assert names == ["LoggedIn", "SecondFactorAsked"]


def test_no_name_in_the_document_is_a_python_module() -> None:
    assert [name for name in DOCUMENT["components"]["schemas"] if "." in name] == []


def test_the_served_text_is_this_document() -> None:
    assert json.loads(openapi.text()) == json.loads(json.dumps(DOCUMENT))
