"""Keys of effects whose answer follows later, as that of placing an order does."""

from typing import Any

import pytest

from haat.errors import IdempotencyKeyReused
from haat.http import Answer, Call, endpoint
from haat.http.endpoint import Handler, Replay
from haat.http.once import AlreadyAnswered, Once, RequestMarker, of_request
from haat.manifest import Idempotency
from haat.table import writes
from tests.layers.haat.shelf import Body, Note, declared
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def once(body: object = None, scope: str = "customer usr_1") -> Once:
    return of_request(scope, "k-1", "POST", "/api/shelf/top", body or {"text": "hello"}, status=201)


def test_a_claim_says_what_was_made_before_the_answer_is_known() -> None:
    assert writes.commit(once().claimed("note_1")) == []
    marker = once().find()
    assert isinstance(marker, RequestMarker)
    assert (marker.reference, marker.answer) == ("note_1", None)
    assert once().was_answered()


def test_a_key_is_claimed_once() -> None:
    writes.commit(once().claimed("note_1"))
    assert writes.commit(once().claimed("note_2")) == [AlreadyAnswered()]
    assert writes.commit(once().answered(Answer({}))) == [AlreadyAnswered()]


def test_the_answer_of_a_claim_is_stored_once() -> None:
    writes.commit(once().claimed("note_1"))
    assert writes.commit(once().completed(Answer({"a": 1}))) == []
    assert writes.commit(once().completed(Answer({"a": 2}))) == [AlreadyAnswered()]
    marker = once().find()
    assert isinstance(marker, RequestMarker)
    assert marker.answer
    assert (marker.answer.status, marker.answer.body) == (201, '{"a":1}')


def test_a_key_that_nobody_claimed_has_no_answer_to_complete() -> None:
    assert writes.commit(once().completed(Answer({}))) == [AlreadyAnswered()]
    assert once().find() is None
    assert not once().was_answered()


def test_the_order_of_members_makes_no_other_request() -> None:
    writes.commit(once({"glaze": "sea", "sizes": {"a": 1, "b": 2}}).claimed("note_1"))
    marker = once({"sizes": {"b": 2, "a": 1}, "glaze": "sea"}).find()
    assert isinstance(marker, RequestMarker)


def test_another_request_with_the_key_of_a_claim_is_refused() -> None:
    writes.commit(once().claimed("note_1"))
    assert once({"text": "bye"}).find() == IdempotencyKeyReused()
    assert not once({"text": "bye"}).was_answered()
    assert once(scope="customer usr_2").find() is None


def slow(call: Call[Body]) -> Answer[Note] | AlreadyAnswered | Replay:
    """Claim the key; the answer would follow."""
    return AlreadyAnswered() if writes.commit(call.key.claimed("note_1")) else Answer(Note("", 1))


SLOW = Handler(declared(idempotency=Idempotency.REQUIRED), slow)


def ask(handler: Handler[..., Any]) -> Response:
    return send(
        handler,
        {"text": "hello"},
        path={"place": "top"},
        headers={"Idempotency-Key": "k-1"},
        claims=customer_claims(),
    )


def test_a_repeat_while_the_first_is_still_being_answered_is_told_to_wait() -> None:
    assert ask(SLOW).status == 200
    response = ask(SLOW)
    assert (response.status, response.json["code"]) == (409, "request_in_progress")
    assert response.headers["retry-after"] == "1"


def test_a_handler_may_repeat_a_stored_answer_itself() -> None:
    @endpoint(declared(idempotency=Idempotency.REQUIRED))
    def handler(call: Call[Body]) -> Answer[Note] | Replay:
        marker = call.key.find()
        if isinstance(marker, RequestMarker) and marker.answer:
            return Replay(marker.answer)
        answer = Answer(Note(call.input.text, 1))
        writes.commit(*call.remember(answer))
        return answer

    first, second = ask(handler), ask(handler)
    assert second.text == first.text
    assert (first.headers.get("idempotency-replayed"), second.headers["idempotency-replayed"]) == (
        None,
        "true",
    )
