"""Answers that hold secrets: kept for a repeat of their very request, and closed to everybody else."""

import pytest

from haat.errors import IdempotencyKeyReused
from haat.http import once, sealing
from haat.http.answer import Answer
from haat.http.once import AlreadyAnswered, Once, RequestMarker
from haat.table import reads, writes

BODY = {"email": "ada@example.com", "password": "correct horse"}
ANSWER = Answer({"access_token": "a-token", "name": "Ada — Größe"}, headers={"X-Kept": "too"})


def request(
    key: str = "k-1", path: str = "/api/users/login", body: object = BODY, scope: str = "203.0.113.9"
) -> Once:
    return once.of_request(scope, key, "POST", path, body, status=200)


def answered(this: Once) -> None:
    assert writes.commit(this.sealed(ANSWER)) == []


def kept() -> dict[str, object]:
    """The marker as it stands in the table."""
    marker = reads.find(RequestMarker, request().key, "MARKER")
    assert marker
    return marker.to_simple_dict()


def test_a_repeat_of_the_request_gets_the_answer_as_it_was(table: None) -> None:
    answered(request())
    found = request().find()
    assert isinstance(found, RequestMarker)
    assert found.answer is not None
    assert found.answer.body == '{"access_token":"a-token","name":"Ada — Größe"}'
    assert (found.answer.status, found.answer.headers["x-kept"]) == (200, "too")


def test_a_second_run_of_the_request_is_told_that_it_was_answered(table: None) -> None:
    assert not request().was_answered()
    answered(request())
    assert writes.commit(request().sealed(ANSWER)) == [AlreadyAnswered()]
    assert request().was_answered()


@pytest.mark.parametrize(
    "other",
    [request(body=BODY | {"password": "wrong"}), request(path="/api/users/register")],
    ids=["body", "path"],
)
def test_another_request_with_the_key_is_refused(table: None, other: Once) -> None:
    answered(request())
    assert other.find() == IdempotencyKeyReused()
    assert not other.was_answered()


def test_the_same_key_of_another_caller_is_another_key(table: None) -> None:
    answered(request())
    assert request(scope="198.51.100.7").find() is None


def test_another_route_does_not_even_try_to_open_the_answer(
    table: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(request())
    monkeypatch.setattr(sealing, "unseal", lambda *_: pytest.fail("it has not the libraries for that"))
    assert request(path="/api/cart/items").find() == IdempotencyKeyReused()


def test_a_sealed_and_an_open_answer_never_pass_for_each_other(table: None) -> None:
    answered(request())
    assert writes.commit(request().answered(ANSWER)) == [AlreadyAnswered()]
    opened = request(key="k-2")
    assert writes.commit(opened.answered(ANSWER)) == []
    assert request(key="k-2").was_answered()
    assert request(key="k-2", body={}).find() == IdempotencyKeyReused()


def test_the_marker_holds_neither_the_answer_nor_a_fast_hash_of_the_body(table: None) -> None:
    answered(request())
    text = repr(kept())
    for secret in ("a-token", "correct horse", "ada@example.com", "k-1", request().fingerprint):
        assert secret not in text


def test_a_request_never_shows_its_secret() -> None:
    assert "correct horse" not in repr(request())


def test_without_a_key_nothing_is_kept() -> None:
    assert once.remember_sealed(None, ANSWER) == ()


def test_sealed_text_opens_with_its_own_secret_and_salt_only() -> None:
    sealed = sealing.seal("text", b"secret", b"salt-of-this")
    assert sealing.unseal(sealed, b"secret", b"salt-of-this") == "text"
    assert sealing.unseal(sealed, b"Secret", b"salt-of-this") is None
    assert sealing.unseal(sealed, b"secret", b"salt-of-that") is None
    assert sealing.unseal(sealed[:-4] + "AAA=", b"secret", b"salt-of-this") is None
