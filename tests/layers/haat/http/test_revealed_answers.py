"""Answers with a secret that follows from them: sent each time, and never kept."""

from typing import Any

import boto3
import pytest

from haat.http import Call
from haat.http.answer import Stored
from haat.http.endpoint import Handler, Replay
from haat.http.once import AlreadyAnswered
from tests.layers.haat.shelf import declared, write_note
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
SECRET = "open-sesame"
KEYED = {"Idempotency-Key": "k-1"}


def with_secret(call: Call[Any], stored: Stored) -> Stored:
    body = f'{stored.body[:-1]},"for":"{call.path["place"]}","secret":"{SECRET}"}}'
    return Stored(stored.status, stored.headers, body)


def write(function: Any = write_note, text: str = "hello") -> Response:
    handler = Handler(declared(status=201), function, with_secret)
    return send(handler, {"text": text}, path={"place": "top"}, headers=KEYED, claims=customer_claims())


def replaying(call: Call[Any]) -> AlreadyAnswered | Replay:
    """A handler that looks for the earlier answer itself."""
    assert call.once
    found = call.once.find()
    stored = getattr(found, "answer", None)
    return Replay(stored) if stored else AlreadyAnswered()


def test_a_secret_goes_out_the_first_time_and_every_time() -> None:
    first = write()

    assert first.json == {"text": "hello", "version": 1, "for": "top", "secret": SECRET}
    for again in (write(), write(replaying)):
        assert (again.status, again.text) == (201, first.text)
        assert again.headers["idempotency-replayed"] == "true"


def test_the_table_never_has_it() -> None:
    write()

    assert SECRET not in str(boto3.client("dynamodb").scan(TableName="haat-test")["Items"])


def test_a_problem_has_no_secret() -> None:
    write()

    response = write(text="bye")

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
    assert SECRET not in response.text
