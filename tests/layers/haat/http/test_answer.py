"""Answers and problem documents, to the byte."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from haat import errors
from haat.errors import Conflict, FieldError, InvalidInput, Problem
from haat.http import answer
from haat.http.answer import Answer, Binary, Stored
from haat.http.browser import SECURITY
from haat.money import Money


@dataclass(frozen=True, slots=True)
class OutOfStock(Conflict):
    """Not enough units are left."""

    detail: ClassVar[str] = "Only {available} of {sku} are left."
    sku: str
    available: int


PROBLEM = {"cache-control": "no-store", "content-type": "application/problem+json"}


def test_a_problem_document_has_its_members_in_this_order_and_nothing_else() -> None:
    stored = answer.problem(OutOfStock("BOWL", 2), "req_1")
    assert stored.status == 409
    assert stored.headers == PROBLEM
    assert stored.body == (
        '{"type":"/problems/out-of-stock","title":"Not enough units are left","status":409,'
        '"detail":"Only 2 of BOWL are left.","code":"out_of_stock","request_id":"req_1",'
        '"sku":"BOWL","available":2}'
    )


def test_the_document_of_invalid_input_lists_every_error_under_its_pointer() -> None:
    found = (FieldError("/lines/0/quantity", "Expected `int >= 1`."), FieldError("", "Not an object."))
    assert answer.problem(InvalidInput(found), "req_1").body == (
        '{"type":"/problems/invalid-input","title":"Some fields are not valid","status":422,'
        '"detail":"See `errors` for every field that is not valid.","code":"invalid_input",'
        '"request_id":"req_1","errors":[{"pointer":"/lines/0/quantity","detail":"Expected `int >= 1`."},'
        '{"pointer":"","detail":"Not an object."}]}'
    )


def test_a_stranger_and_an_absent_thing_get_the_same_bytes_but_for_the_request_id() -> None:
    one, other = (answer.problem(errors.NotFound(), request_id) for request_id in ("req_1", "req_2"))
    assert one.body.replace("req_1", "req_2") == other.body
    assert (one.status, one.headers) == (other.status, other.headers)


@pytest.mark.parametrize(
    ("problem", "more"),
    [
        (errors.TooManyRequests(), {"retry-after": "60"}),
        (errors.Unavailable(), {"retry-after": "2"}),
        (errors.RequestInProgress(), {"retry-after": "1"}),
        (errors.Unauthorized(), {"www-authenticate": "Bearer"}),
        (errors.Forbidden(), {}),
        (errors.PreconditionFailed('"3"'), {}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_problem_says_when_to_come_again_and_how_to_log_in(problem: Problem, more: dict[str, str]) -> None:
    assert answer.problem(problem, "req_1").headers == PROBLEM | more


def test_an_answer_is_json_that_nobody_else_may_keep() -> None:
    stored = answer.store(Answer({"price": Money(1999, "EUR"), "name": "Größe"}), status=201)
    assert stored == Stored(
        201,
        {"cache-control": "private, no-store", "content-type": "application/json"},
        '{"price":{"amount_minor":1999,"currency":"EUR"},"name":"Größe"}',
    )


def test_an_answer_may_bring_its_own_status_tag_and_headers() -> None:
    stored = answer.store(Answer({}, etag="3", status=202, headers={"Location": "/x"}), status=200)
    assert stored.status == 202
    assert stored.headers == {
        "cache-control": "private, no-store",
        "location": "/x",
        "etag": '"3"',
        "content-type": "application/json",
    }


def test_an_answer_of_nothing_has_no_body_and_no_type() -> None:
    stored = answer.store(Answer(None), status=204)
    assert stored == Stored(204, {"cache-control": "private, no-store"}, "")


def test_a_response_carries_the_request_id_and_what_is_added() -> None:
    response = Stored(200, {"etag": '"1"'}, "{}").to_response("req_1", **{"idempotency-replayed": "true"})
    assert response == {
        "statusCode": 200,
        "headers": {**SECURITY, "etag": '"1"', "x-request-id": "req_1", "idempotency-replayed": "true"},
        "body": "{}",
    }


@dataclass(frozen=True, slots=True)
class Picture(Binary):
    """Something that is no JSON."""

    media_type: ClassVar[str] = "image/png"


def test_bytes_travel_in_base64_under_their_own_media_type() -> None:
    stored = answer.store(Answer(Picture(b"\x89PNG\xff"), etag="1"), status=200)
    assert stored.headers == {
        "cache-control": "private, no-store",
        "etag": '"1"',
        "content-type": "image/png",
    }
    assert stored.to_response("req_1") == {
        "statusCode": 200,
        "headers": {**SECURITY, **stored.headers, "x-request-id": "req_1"},
        "body": "iVBOR/8=",
        "isBase64Encoded": True,
    }
