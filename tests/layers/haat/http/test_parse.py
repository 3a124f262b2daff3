"""From bytes to a value, or to one reason why the bytes are not even JSON."""

import msgspec
import pytest

from haat.errors import BodyTooLarge, FieldError, InvalidInput, MalformedJson, UnsupportedMediaType
from haat.http import parse
from haat.http.parse import BODY_BYTES_MAX, DEPTH_MAX

JSON = "application/json"


class Note(msgspec.Struct, forbid_unknown_fields=True):
    """A body that takes any JSON."""

    text: object


def text_of(raw: bytes) -> object:
    """The text of a note, or the problem with it."""
    parsed = parse.body(raw, JSON, Note)
    return parsed.text if isinstance(parsed, Note) else parsed


def nested(levels: int) -> bytes:
    """A note of so many levels of JSON, itself included."""
    return b'{"text":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b'{"text": "x"}', "x"),
        (b' \n{"text":\t1.5e3}\r\n', 1500.0),
        (b'{"text": 12345678901234567890}', 12345678901234567890),
        ('{"text": "Größe 𝄞"}'.encode(), "Größe 𝄞"),
        (b'{"text": "\\ud834\\udd1e"}', "𝄞"),
        (b'{"text": "NaN"}', "NaN"),
        (b'{"text": [{"a": 1}, {"a": 2}]}', [{"a": 1}, {"a": 2}]),
    ],
)
def test_json_is_read(raw: bytes, text: object) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"text": }',
        b"{'text': 1}",
        b'{"text": 1,}',
        b'{"text": 01}',
        b'{"text": +1}',
        b'{"text": 1} x',
        b'{"text": "a\nb"}',
        b'{"text": "\\x"}',
        b"\xff\xfe",
        b'{"text": "\xc3"}',
        b'\xef\xbb\xbf{"text": 1}',
        '{"text": 1}'.encode("utf-16"),
        b'{"text": "\\ud800"}',
        b'{"text": NaN}',
        b'{"text": Infinity}',
        b'{"text": [-Infinity]}',
        b'{"text": 1e999}',
        b'{"text": [{"a": -1.5e400}]}',
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_json_is_malformed(raw: bytes) -> None:
    assert isinstance(text_of(raw), MalformedJson)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"text": 1, "text": 1}',
        b'{"text": {"a": 1, "b": 2, "a": 3}}',
        b'{"text": [[{"a": {"b": 1, "b": 2}}]]}',
        b'{"text": {"a": 1, "\\u0061": 2}}',
        b'{"text": {"": 1, "": 2}}',
    ],
)
def test_a_member_named_twice_is_malformed_at_any_depth(raw: bytes) -> None:
    assert text_of(raw) == MalformedJson("A member is named twice in one object.")


def test_json_may_be_as_deep_as_this_and_no_deeper() -> None:
    assert not isinstance(text_of(nested(DEPTH_MAX)), MalformedJson)
    assert text_of(nested(DEPTH_MAX + 1)) == MalformedJson("Nested deeper than 32 levels.")


@pytest.mark.parametrize("levels", [1000, 25_000])
def test_json_too_deep_for_the_parser_is_malformed_as_well(levels: int) -> None:
    assert isinstance(text_of(nested(levels)), MalformedJson)
    assert isinstance(text_of(b'{"text":' * levels + b"1" + b"}" * levels), MalformedJson)


def test_a_body_of_256_kilobytes_is_read_and_one_byte_more_is_too_large() -> None:
    frame = len(b'{"text": ""}')
    largest = b'{"text": "' + b"x" * (BODY_BYTES_MAX - frame) + b'"}'
    assert isinstance(text_of(largest), str)
    assert text_of(largest + b" ") == BodyTooLarge()


def test_size_is_judged_before_anything_else() -> None:
    assert parse.body(b"x" * (BODY_BYTES_MAX + 1), "text/plain", Note) == BodyTooLarge()


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; charset=utf-8", JSON + " ;q=1"]
)
def test_json_is_known_by_its_type_whatever_follows_it(content_type: str) -> None:
    assert isinstance(parse.body(b'{"text": 1}', content_type, Note), Note)


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/jsonx", "application/json-patch+json", "; application/json"],
)
def test_any_other_type_is_not_supported(content_type: str) -> None:
    assert parse.body(b'{"text": 1}', content_type, Note) == UnsupportedMediaType()


@pytest.mark.parametrize("raw", [b"", b"{}", b"null"])
def test_where_no_body_is_expected_there_may_be_none_or_an_empty_one(raw: bytes) -> None:
    assert parse.body(raw, JSON, type(None)) is None


@pytest.mark.parametrize("raw", [b'{"a": 1}', b"[]", b"0", b'""', b"false"])
def test_where_no_body_is_expected_anything_else_is_invalid(raw: bytes) -> None:
    assert parse.body(raw, JSON, type(None)) == InvalidInput((FieldError("", "No body is expected."),))


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A query with a list and a family of parameters."""

    brand: list[str] = []
    attr: dict[str, list[str]] = {}
    limit: int = 20


def test_a_list_takes_every_value_of_a_parameter_that_is_repeated() -> None:
    joined = {"brand": "a,b,c", "limit": "5"}
    assert parse.query(joined, Wanted, "brand=a%2Cb&brand=c&limit=5") == Wanted(["a,b", "c"], limit=5)
    assert parse.query({"brand": "a,b"}, Wanted) == Wanted(["a,b"])


def test_a_dictionary_takes_a_family_of_parameters() -> None:
    joined = {"attr.colour": "red,blue", "attr.size": "M"}
    raw = "attr.colour=red&attr.size=M&attr.colour=blue"
    assert parse.query(joined, Wanted, raw) == Wanted(attr={"colour": ["red", "blue"], "size": ["M"]})
    assert isinstance(parse.query({"attr": "x", "attr.size": "M"}, Wanted), InvalidInput)
    assert isinstance(parse.query({"attr.size": "M", "attr": "x"}, Wanted), InvalidInput)
    assert isinstance(parse.query({"brand.x": "M"}, Wanted), InvalidInput)


@pytest.mark.parametrize(("text", "read"), [("61.0", 61), ("1e3", 1000), ("-0.0", 0), ("0.5", 0.5)])
def test_a_number_without_a_fraction_is_an_integer_however_it_is_written(text: str, read: float) -> None:
    value = parse.decoded(f'{{"quantity": {text}}}'.encode())
    assert value == {"quantity": read}
    assert isinstance(value, dict)
    assert type(value["quantity"]) is type(read)
