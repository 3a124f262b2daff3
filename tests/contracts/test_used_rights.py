"""How calls in logs, and what tests used, are held against grants."""

import json
from pathlib import Path

import pytest

from haat.grants import Bucket, KeySpace, Mail, Table
from haat.manifest import Auth, Idempotency, endpoint
from tests.support.used_rights import KEPT, beyond, calls_in, keep, kept, note, note_calls, rights_of, unused

SHELVES, BOOKS = KeySpace("SHELF#"), KeySpace("BOOK#")
PLACE = endpoint(
    "POST",
    "/api/shelf",
    "shelf.api.place",
    auth=Auth.PROVIDER,
    idempotency=Idempotency.NONE,
    summary="",
    grants=(
        Table(("GetItem",), SHELVES),
        Table(("PutItem",), SHELVES, BOOKS),
        Bucket("media", ("PutObject",)),
        Mail(),
    ),
)
DECLARED = {"shelf-place": PLACE}
ALL = {
    "dynamodb.GetItem SHELF#",
    "dynamodb.PutItem SHELF#",
    "dynamodb.PutItem BOOK#",
    "s3.PutObject",
    "ses.SendEmail",
}


def log(*calls: str) -> str:
    return json.dumps({"calls": " ".join(calls), "round_trips": len(calls)})


def test_a_manifest_grants_what_it_says_and_what_follows_from_it() -> None:
    assert rights_of(PLACE) == ALL
    limited = endpoint("GET", "/api/shelf", "shelf.api.look", auth=Auth.PUBLIC, summary="")
    assert rights_of(limited) == {"dynamodb.UpdateItem LIMIT#"}


def test_what_is_around_each_handler_is_needed_by_all_or_by_none() -> None:
    declared = {
        f"{what}-look": endpoint("GET", f"/api/{what}", f"{what}.api.look", auth=Auth.PUBLIC, summary="")
        for what in ("shelf", "book")
    }
    limit = {"dynamodb.UpdateItem LIMIT#"}
    assert unused({}, {}, declared) == dict.fromkeys(declared, limit)
    assert unused({"shelf-look": limit}, {}, declared) == {}


def test_a_call_without_a_right_to_it_is_beyond() -> None:
    assert beyond({"shelf-place": {"dynamodb.GetItem", "s3.PutObject"}}, DECLARED) == {}
    called = {"shelf-place": {"dynamodb.GetItem", "dynamodb.DeleteItem"}}
    assert beyond(called, DECLARED) == {"shelf-place": {"dynamodb.DeleteItem"}}


@pytest.mark.parametrize(
    "call", ["dynamodb.TransactWriteItems", "s3.UploadPart", "stripe.refund", "dynamodb.TransactGetItems"]
)
def test_some_calls_need_a_right_of_another_name_or_none_of_aws(call: str) -> None:
    assert beyond({"shelf-place": {call}}, DECLARED) == {}


def test_a_transaction_needs_the_right_to_some_write() -> None:
    reads = endpoint("GET", "/", "shelf.api.look", auth=Auth.PROVIDER, summary="", grants=PLACE.grants[:1])
    called = {"shelf-look": {"dynamodb.TransactWriteItems"}}
    assert beyond(called, {"shelf-look": reads}) == called


def test_a_right_is_used_where_a_test_did_or_a_call_cannot_have_needed_another() -> None:
    assert unused({}, {}, DECLARED) == {"shelf-place": ALL}
    calls = {"shelf-place": {"dynamodb.GetItem", "dynamodb.PutItem", "s3.UploadPart"}}
    left = ALL - {"dynamodb.GetItem SHELF#", "s3.PutObject"}
    assert unused({}, calls, DECLARED) == {"shelf-place": left}
    used = {"shelf-place": {"dynamodb.PutItem SHELF#", "ses.SendEmail"}}
    assert unused(used, calls, DECLARED) == {"shelf-place": {"dynamodb.PutItem BOOK#"}}


def test_who_did_not_run_is_told_apart_from_who_ran_and_called_nothing() -> None:
    assert calls_in([("shelf-place", log()), ("shelf-place", "START"), ("shelf-look", "{}")]) == {
        "shelf-place": set()
    }


def test_calls_of_every_line_count() -> None:
    lines = [("shelf-place", log("dynamodb.GetItem")), ("shelf-place", log("ses.SendEmail"))]
    assert calls_in(lines) == {"shelf-place": {"dynamodb.GetItem", "ses.SendEmail"}}


def test_what_tests_use_is_kept_where_that_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note("of-a-test", "dynamodb.GetItem SHELF#")
    note_calls("of-a-test", ["dynamodb.Query", "s3.UploadPart"])
    monkeypatch.setenv(KEPT, str(tmp_path))
    keep("one")
    assert kept(tmp_path)["of-a-test"] == {"dynamodb.GetItem SHELF#", "s3.PutObject"}
