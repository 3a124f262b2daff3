"""Bodies that may be absent, and text that is none."""

import msgspec

from haat.errors import InvalidInput, MalformedJson, UnsupportedMediaType
from haat.http import parse

JSON = "application/json"


class Note(msgspec.Struct, forbid_unknown_fields=True):
    """A body."""

    text: str


def test_a_body_that_may_be_absent_is_none_without_one() -> None:
    assert parse.body(b"", "", Note | None) is None  # type: ignore[arg-type]  # a union is no type to mypy


def test_a_body_that_may_be_absent_is_as_strict_as_any_when_it_is_there() -> None:
    assert parse.body(b'{"text": "x"}', JSON, Note | None) == Note("x")  # type: ignore[arg-type]
    assert isinstance(parse.body(b'{"text": 1, "more": 2}', JSON, Note | None), InvalidInput)  # type: ignore[arg-type]
    assert isinstance(parse.body(b'{"text": "x"}', "", Note | None), UnsupportedMediaType)  # type: ignore[arg-type]


def test_a_body_that_must_be_there_is_missed() -> None:
    assert parse.body(b"", "", Note) == UnsupportedMediaType()


def test_half_a_surrogate_pair_is_no_text_however_it_is_written() -> None:
    for raw in (b'{"text": "\\ud800"}', b'{"text": "\xed\xa0\x80"}', '{"text": "x"}'.encode("utf-16")):
        assert isinstance(parse.body(raw, JSON, Note), MalformedJson)
