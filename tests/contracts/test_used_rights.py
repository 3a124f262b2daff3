"""How calls in logs are held against grants."""

import json

import pytest

from haat.grants import Bucket, KeySpace, Mail, Table
from haat.manifest import Auth, endpoint
from tests.support.used_rights import calls_in, compare, rights_of

SHELVES = KeySpace("SHELF#")
PLACE = endpoint(
    "POST",
    "/api/shelf",
    "shelf.api.place",
    auth=Auth.PUBLIC,
    summary="",
    grants=(Table(("GetItem", "PutItem"), SHELVES), Bucket("media", ("PutObject",)), Mail()),
)
DECLARED = {"shelf-place": PLACE}


def log(*calls: str) -> str:
    return json.dumps({"calls": " ".join(calls), "round_trips": len(calls)})


def test_a_call_without_a_right_to_is_beyond_and_a_right_without_a_call_unused() -> None:
    compared = compare({"shelf-place": {"dynamodb.GetItem", "dynamodb.DeleteItem"}}, DECLARED)
    assert compared.beyond == {"shelf-place": {"dynamodb.DeleteItem"}}
    assert compared.unused == {"shelf-place": {"dynamodb.PutItem", "s3.PutObject", "ses.SendEmail"}}


@pytest.mark.parametrize(
    "call", ["dynamodb.TransactWriteItems", "s3.UploadPart", "stripe.refund", "dynamodb.TransactGetItems"]
)
def test_some_calls_need_a_right_of_another_name_or_none_of_aws(call: str) -> None:
    assert compare({"shelf-place": {call}}, DECLARED).beyond == {}


def test_a_transaction_needs_the_right_to_some_write() -> None:
    rights = (Table(("GetItem",), SHELVES),)
    reads = endpoint("GET", "/api/shelf", "shelf.api.look", auth=Auth.PUBLIC, summary="", grants=rights)
    compared = compare({"shelf-look": {"dynamodb.TransactWriteItems"}}, {"shelf-look": reads})
    assert compared.beyond == {"shelf-look": {"dynamodb.TransactWriteItems"}}


def test_who_did_not_run_is_told_apart_from_who_ran_and_called_nothing() -> None:
    assert compare({}, DECLARED).silent == ("shelf-place",)
    calls = calls_in(iter([("shelf-place", log()), ("shelf-place", "START"), ("shelf-place", "{}")]))
    assert calls == {"shelf-place": set()}
    assert compare(calls, DECLARED).unused == {"shelf-place": rights_of(PLACE)}


def test_calls_of_every_line_count() -> None:
    lines = [("shelf-place", log("dynamodb.GetItem")), ("shelf-place", log("ses.SendEmail"))]
    assert calls_in(iter(lines)) == {"shelf-place": {"dynamodb.GetItem", "ses.SendEmail"}}
