"""The function at the edge that turns the gateway's own errors into problem documents."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from haat import errors
from haat.errors import Problem
from haat.http import answer
from infra.cdk.edge import gateway_problems
from infra.cdk.edge.gateway_problems import PROBLEMS, handler, translate

KINDS: dict[int, type[Problem]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    413: errors.BodyTooLarge,
    415: errors.UnsupportedMediaType,
    429: errors.TooManyRequests,
    500: errors.InternalError,
    503: errors.Unavailable,
}
BARE = {"content-type": "application/json", "content-length": "27"}


def translated(status: int, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], Any]:
    given = BARE if headers is None else headers
    ours, told, body = translate(status, given, b'{"message":"x"}', "/api/orders", "req_1")
    return ours, told, json.loads(body)


@pytest.mark.parametrize("status", KINDS)
def test_an_error_of_the_gateway_reads_as_if_a_function_had_told_it(status: int) -> None:
    told = answer.problem(KINDS[status](), "req_1")
    ours, headers, document = translated(status)
    assert (ours, document) == (told.status, json.loads(told.body))
    assert headers == told.headers | {"x-request-id": "req_1"}


def test_no_problem_is_told_that_the_kernel_does_not_know() -> None:
    assert set(PROBLEMS) == set(KINDS)


@pytest.mark.parametrize(("status", "told"), [(502, 500), (504, 503), (507, 500), (414, 400), (418, 400)])
def test_any_other_error_is_told_as_the_nearest_one(status: int, told: int) -> None:
    ours, _, document = translated(status)
    assert (ours, document["status"]) == (told, told)


def test_a_problem_document_of_a_function_passes_as_it_is() -> None:
    headers = {"content-type": "application/problem+json", "x-request-id": "req_0", "retry-after": "7"}
    assert translate(409, headers, b"{}", "/api/orders", "req_1") == (409, headers, b"{}")


@pytest.mark.parametrize("status", [200, 204, 304])
def test_a_success_gets_a_request_id_and_nothing_else(status: int) -> None:
    told = translate(status, {"etag": '"1"'}, b"body", "/api/cart", "req_1")
    assert told == (status, {"etag": '"1"', "x-request-id": "req_1"}, b"body")


def test_headers_of_the_replaced_body_go_with_it_and_others_stay() -> None:
    _, headers, _ = translated(401, BARE | {"apigw-requestid": "abc", "content-encoding": "gzip"})
    assert headers["apigw-requestid"] == "abc"
    assert not headers.keys() & {"content-length", "content-encoding"}


def cloudfront(status: str, **headers: str) -> dict[str, Any]:
    """An origin-response event."""
    entries = {name.replace("_", "-"): [{"key": name, "value": value}] for name, value in headers.items()}
    cf = {
        "config": {"requestId": "cf_1"},
        "request": {"uri": "/api/orders"},
        "response": {"status": status, "statusDescription": "x", "headers": entries},
    }
    return {"Records": [{"cf": cf}]}


def test_cloudfront_gets_a_problem_in_place_of_a_bare_error() -> None:
    response = handler(cloudfront("401", content_type="application/json", apigw_requestid="gw_1"), None)
    assert response["status"] == "401"
    assert json.loads(response["body"])["request_id"] == "gw_1"
    assert response["headers"]["content-type"][0]["value"] == "application/problem+json"
    assert response["headers"]["x-request-id"][0]["value"] == "gw_1"


def test_cloudfront_keeps_the_body_of_everything_else() -> None:
    event = cloudfront("200", content_type="application/json", x_request_id="req_1", set_cookie="a=1")
    before = json.loads(json.dumps(event["Records"][0]["cf"]["response"]))
    response = handler(event, None)
    assert response == before
    assert "body" not in response


def test_an_answer_without_any_id_gets_cloudfronts() -> None:
    response = handler(cloudfront("204"), None)
    assert response["headers"]["x-request-id"] == [{"key": "x-request-id", "value": "cf_1"}]


def test_the_module_stands_alone() -> None:
    tree = ast.parse(Path(gateway_problems.__file__).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {str(name).partition(".")[0] for name in imported} <= sys.stdlib_module_names
