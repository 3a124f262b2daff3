"""Turns the HTTP API's own errors into problem documents (RFC 9457).

The gateway answers a missing token, an unknown route or a timeout with `{"message": "…"}`, which cannot
be changed there, and CloudFront Functions do not see errors. So a function at the origin's response does
it: CloudFront on AWS, `infra.local.edge` on a laptop. It sees no body there, and needs none: whatever has
an error status and is no problem document comes from the gateway.

Standard library only, and no import of Haat: CloudFront takes this one file. A test compares the texts
with `haat.errors`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Headers = dict[str, str]
"""Header values by name in lower case."""

PROBLEM = "application/problem+json"
_TABLE = """
400 bad_request            -   The request cannot be read
401 unauthorized           -   No valid token | Send a valid token as `Authorization: Bearer <token>`.
403 forbidden              -   The token does not give this right
404 not_found              -   There is nothing here | There is nothing here that you may see.
413 body_too_large         -   The body is too large | A body has at most 262144 bytes.
415 unsupported_media_type -   The body is not JSON | Send the body as `Content-Type: application/json`, \
and not compressed.
429 too_many_requests      60  Too many requests
500 internal_error         -   Something went wrong on our side | The fault is recorded under the request id.
503 unavailable            2   Something that this needs does not answer | Nothing was lost: repeat the \
request with the same Idempotency-Key in a moment.
"""  # status, code, Retry-After in seconds, title, and a detail where it is not the title
_SAME_AS = {414: 400, 431: 400, 502: 500, 504: 503}
_REPLACED = ("content-encoding", "content-length", "content-type")


@dataclass(frozen=True)
class GatewayProblem:
    """What is told instead of one error status."""

    status: int
    code: str
    retry_after: str
    title: str
    detail: str


def _problem(row: str) -> GatewayProblem:
    status, code, retry_after, text = row.split(maxsplit=3)
    title, _, detail = text.partition(" | ")
    return GatewayProblem(int(status), code, retry_after.strip("-"), title, detail or f"{title}.")


PROBLEMS = {problem.status: problem for problem in map(_problem, _TABLE.strip().splitlines())}


def translate(
    status: int, headers: Mapping[str, str], body: bytes, path: str, request_id: str
) -> tuple[int, Headers, bytes]:
    """An answer of the origin as the client gets it: errors as problems, and always a request id."""
    del path  # two resources that are not there have the same answer
    given = {"x-request-id": request_id, **headers}
    if status < 400 or headers.get("content-type", "").startswith(PROBLEM):
        return status, given, body
    problem = _of_status(status)
    kept = {name: value for name, value in given.items() if name not in _REPLACED}
    return problem.status, kept | _headers(problem), _document(problem, request_id)


def _of_status(status: int) -> GatewayProblem:
    status = _SAME_AS.get(status, status)
    return PROBLEMS.get(status) or PROBLEMS[400 if status < 500 else 500]


def _headers(problem: GatewayProblem) -> Headers:
    headers = {"content-type": PROBLEM, "cache-control": "no-store"}
    if problem.retry_after:
        headers["retry-after"] = problem.retry_after
    if problem.code == "unauthorized":
        headers["www-authenticate"] = "Bearer"
    return headers


def _document(problem: GatewayProblem, request_id: str) -> bytes:
    document = {
        "type": f"/problems/{problem.code.replace('_', '-')}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "request_id": request_id,
    }
    return json.dumps(document, separators=(",", ":")).encode()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """CloudFront's origin-response event: the response, with a problem in place of a bare error."""
    del context
    cloudfront = event["Records"][0]["cf"]
    response: dict[str, Any] = cloudfront["response"]
    headers = {name: entries[0]["value"] for name, entries in response["headers"].items()}
    request_id = (
        headers.get("x-request-id") or headers.get("apigw-requestid") or cloudfront["config"]["requestId"]
    )
    path = cloudfront["request"]["uri"]
    status, told, body = translate(int(response["status"]), headers, b"", path, request_id)
    if body:
        response |= {"status": str(status), "statusDescription": "", "body": body.decode()}
    entries = response["headers"]
    response["headers"] = {
        name: entries[name] if headers.get(name) == value else [{"key": name, "value": value}]
        for name, value in told.items()
    }
    return response
