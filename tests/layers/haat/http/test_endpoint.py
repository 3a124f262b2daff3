"""The wrapper of every handler: what it hands over, and what leaves it."""

import base64
import json
from typing import Any

import pytest

from haat.http import Answer, Call, browser, endpoint
from haat.http.endpoint import Handler
from haat.manifest import Auth
from haat.permissions import Permission
from haat.table.meter import meter
from tests.layers.haat.shelf import READ, TIDY, WRITE, Body, declared
from tests.support.requests import customer_claims, send, staff_claims

pytestmark = pytest.mark.usefixtures("table")
AT = {"place": "top"}


def event(**more: object) -> dict[str, Any]:
    """The smallest event there is."""
    http = {"method": "POST", "path": "/api/shelf/top", "sourceIp": "203.0.113.9"}
    return {"requestContext": {"http": http}, "rawPath": "/api/shelf/top", "pathParameters": AT} | more


def echo(seen: list[Call[Body]], auth: Auth | Permission = Auth.PUBLIC) -> Handler[Any, Any]:
    """A handler that keeps its calls."""

    @endpoint(declared(auth=auth))
    def handler(call: Call[Body]) -> dict[str, str]:
        seen.append(call)
        return {"text": call.input.text}

    return handler


def test_a_call_is_validated_answered_and_found_again() -> None:
    written = send(WRITE, {"text": "hello"}, path=AT, claims=customer_claims())
    assert (written.status, written.json) == (201, {"text": "hello", "version": 1})
    read = send(READ, path=AT)
    assert (read.status, read.text) == (200, written.text)
    assert read.headers == {
        **browser.SECURITY,
        "cache-control": "private, no-store",
        "content-type": "application/json",
        "etag": '"1"',
        "x-request-id": "req_test",
    }


def test_the_log_says_who_called(capsys: pytest.CaptureFixture[str]) -> None:
    send(WRITE, {"text": "hello"}, path=AT, claims=customer_claims("usr_ada"))
    send(WRITE, {"text": "hello"}, path=AT)
    known, unknown = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (known["caller"], known["outcome"]) == ("usr_ada", "201")
    assert ("caller" in unknown, unknown["outcome"]) == (False, "401")


def test_the_log_says_that_a_right_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    handler = echo([], Permission.REFUND_PAYMENTS)
    assert send(handler, {"text": "a"}, path=AT, claims=staff_claims("catalogue-manager")).status == 403
    (line,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (line["operation"], line["outcome"]) == ("write_note", "403")


def test_a_problem_is_an_answer() -> None:
    response = send(READ, path=AT)
    assert (response.status, response.json["code"]) == (404, "not_found")
    assert response.headers["x-request-id"] == response.json["request_id"] == "req_test"


def test_an_invalid_body_never_reaches_the_handler() -> None:
    seen: list[Call[Body]] = []
    for raw, status in [("{", 400), ('{"text": 1}', 422), ('{"text": "a", "b": 1}', 422)]:
        assert send(echo(seen), raw=raw).status == status
    assert send(echo(seen), {"text": "a"}, headers={"content-type": "text/plain"}).status == 415
    assert send(echo(seen), raw='{"text": "' + "x" * 262_144 + '"}').status == 413
    assert seen == []


def test_a_call_shows_what_the_request_brought() -> None:
    seen: list[Call[Body]] = []
    headers = {"Content-Type": "application/json", "X-Custom": "1"}
    echo(seen)(event(headers=headers, body='{"text": "ä"}'), None)
    (call,) = seen
    assert call.input == Body("ä")
    assert call.path == AT
    assert call.headers == {"content-type": "application/json", "x-custom": "1"}
    assert (call.raw_body, call.source_ip, call.principal, call.once) == (
        '{"text": "ä"}'.encode(),
        "203.0.113.9",
        None,
        None,
    )


def test_a_body_in_base64_is_decoded_first() -> None:
    seen: list[Call[Body]] = []
    encoded = base64.b64encode('{"text": "ä"}'.encode()).decode()
    json = {"content-type": "application/json"}
    answer = echo(seen)(event(headers=json, body=encoded, isBase64Encoded=True), None)
    assert (answer["statusCode"], seen[0].input) == (200, Body("ä"))


def test_the_provider_is_handed_the_raw_body_unread() -> None:
    seen: list[Call[None]] = []

    @endpoint(declared(auth=Auth.PROVIDER))
    def handler(call: Call[None]) -> None:
        seen.append(call)

    assert send(handler, raw="not { json", headers={"content-type": "text/plain"}).status == 200
    assert (seen[0].raw_body, seen[0].input) == (b"not { json", None)


class Context:
    """What Lambda hands over beside the event."""

    aws_request_id = "lambda-1"


@pytest.mark.parametrize(
    ("of_gateway", "context", "expected"),
    [("gateway-1", Context(), "gateway-1"), (None, Context(), "lambda-1"), (None, None, "req_")],
)
def test_every_response_carries_the_request_id(
    of_gateway: str | None, context: Context | None, expected: str
) -> None:
    bare = event(body="{", headers={"content-type": "application/json"})
    if of_gateway:
        bare["requestContext"]["requestId"] = of_gateway
    answer = echo([])(bare, context)
    assert answer["headers"]["x-request-id"].startswith(expected)
    assert f'"request_id":"{answer["headers"]["x-request-id"]}"' in answer["body"]


@pytest.mark.parametrize(
    ("seconds", "control"), [(0, "private, no-store"), (300, "public, max-age=0, s-maxage=300")]
)
def test_the_edge_keeps_only_answers_that_are_declared_so(seconds: int, control: str) -> None:
    @endpoint(declared("GET", auth=Auth.PUBLIC, edge_cache_s=seconds))
    def handler(call: Call[None]) -> Answer[dict[str, int]]:
        return Answer({"a": 1})

    assert send(handler, path=AT).headers["cache-control"] == control


def test_who_sends_a_token_reads_past_the_edge_and_sees_what_they_have_just_written() -> None:
    @endpoint(declared("GET", auth=Auth.PUBLIC, edge_cache_s=300))
    def handler(call: Call[None]) -> Answer[dict[str, int]]:
        return Answer({"a": 1})

    answer = send(handler, path=AT, headers={"authorization": "Bearer x"})
    assert answer.headers["cache-control"] == "private, no-store"


def test_the_edge_keeps_no_problem() -> None:
    @endpoint(declared("GET", auth=Auth.PUBLIC, edge_cache_s=300))
    def handler(call: Call[None]) -> None:
        return None

    assert send(handler, path=AT, query={"x": "1"}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (None, 200),
        ("*", 200),
        ('"1"', 200),
        ('W/"1"', 200),
        ('"0", "1"', 200),
        ('"2"', 412),
        ("1", 412),
        ('""', 412),
    ],
)
def test_if_match_is_honoured(condition: str | None, status: int) -> None:
    send(WRITE, {"text": "hello"}, path=AT, claims=customer_claims())
    headers = {"If-Match": condition} if condition is not None else {}
    response = send(TIDY, {"text": " x "}, path=AT, headers=headers)
    assert response.status == status
    if status == 412:
        assert (response.json["code"], response.json["etag"]) == ("precondition_failed", '"1"')


def test_the_meter_starts_at_nothing_for_each_request() -> None:
    for _ in range(2):
        send(READ, path=AT)
        assert meter.calls == ["dynamodb.GetItem"]
