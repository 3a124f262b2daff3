"""From bytes to a validated value, or to every reason why not.

msgspec stops at the first error, which is fast and enough for a valid request; only when one is found,
the fields are walked once more and all errors are reported.
"""

import json
import math
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qs

import msgspec

from haat.cards import find_card_number, names_a_thing
from haat.errors import (
    BodyTooLarge,
    CardNumberRefused,
    FieldError,
    InvalidInput,
    MalformedJson,
    Problem,
    UnsupportedMediaType,
)

InputT = TypeVar("InputT")
BODY_BYTES_MAX = 256 * 1024
DEPTH_MAX = 32
ERRORS_MAX = 100
EXACT_MAX = 2**53  # up to here a float is the integer that was written


class DuplicateKey(ValueError):
    """A JSON object names a member twice."""


def body(raw: bytes, content_type: str, of: type[InputT]) -> InputT | Problem:
    """The validated body. `of` NoneType: the body must be absent, or an empty object;
    `of` X | None: it may be absent."""
    if len(raw) > BODY_BYTES_MAX:
        return BodyTooLarge()
    if not raw and (of is types.NoneType or types.NoneType in typing.get_args(of)):
        return typing.cast(InputT, None)
    if content_type.partition(";")[0].strip().lower() != "application/json":
        return UnsupportedMediaType()
    value = decoded(raw)
    if isinstance(value, MalformedJson):
        return value
    if of is types.NoneType:
        empty = value in ({}, None)
        return typing.cast(InputT, None) if empty else InvalidInput((FieldError("", "No body is expected."),))
    refused = _without_cards(value)
    if refused:
        return refused
    return convert(value, of)


def query(parameters: Mapping[str, str], of: type[InputT], raw: str = "") -> InputT | Problem:
    """The validated query string; numbers and booleans are read from text.

    A list takes every value of a parameter that is repeated; a dictionary `attr` of lists takes
    `attr.colour=red&attr.size=M`. `raw` is the query string as it was sent: the gateway joins repeated
    parameters by commas, which may as well be part of them.
    """
    if of is types.NoneType:
        unknown = tuple(FieldError(f"/{name}", "Unknown parameter.") for name in parameters)
        return InvalidInput(unknown) if unknown else typing.cast(InputT, None)
    given = _gathered(parameters, of, raw)
    refused = _without_cards(given)
    if refused:
        return refused
    return convert(given, of, strict=False)


def _without_cards(value: object, pointer: str = "") -> CardNumberRefused | None:
    """The first free text with a card number in it, so that none gets as far as a handler."""
    if isinstance(value, str):
        return CardNumberRefused(pointer) if find_card_number(value) else None
    if isinstance(value, list):
        parts: Iterator[tuple[str, object]] = ((str(index), part) for index, part in enumerate(value))
    elif isinstance(value, dict):
        parts = ((name, part) for name, part in value.items() if not names_a_thing(name))
    else:
        return None
    found = (_without_cards(part, f"{pointer}/{_escape(name)}") for name, part in parts)
    return next(filter(None, found), None)


def _gathered(parameters: Mapping[str, str], of: Any, raw: str) -> dict[str, object]:
    shapes = {field.encode_name: _shape(field.type) for field in msgspec.structs.fields(of)}
    if not {list, dict} & set(shapes.values()):
        return dict(parameters)
    sent = parse_qs(raw, keep_blank_values=True)
    gathered: dict[str, object] = {}
    for name, value in parameters.items():
        whole, _, part = name.partition(".")
        if part and shapes.get(whole) is dict:
            parts = gathered.setdefault(whole, {})
            if isinstance(parts, dict):
                parts[part] = sent.get(name, [value])
        else:
            gathered[name] = sent.get(name, [value]) if shapes.get(name) is list else value
    return gathered


def _shape(of: Any) -> Any:
    """`Annotated[list[str], …]` → list."""
    plain = _plain(of, ())
    return typing.get_origin(plain) or plain


def convert(value: object, of: type[InputT], *, strict: bool = True) -> InputT | InvalidInput:
    """A plain value as `of`, or every error in it."""
    try:
        return msgspec.convert(value, of, strict=strict)
    except msgspec.ValidationError as first:
        errors = list(_errors(value, of, "", strict))[:ERRORS_MAX]
        return InvalidInput(tuple(errors) or (_field_error("", str(first)),))


def decoded(raw: bytes) -> object | MalformedJson:
    """What JSON says, without any of what makes it ambiguous."""
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_unique, parse_constant=_not_a_number, parse_float=_finite
        )
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except DuplicateKey as error:
        return MalformedJson(str(error))
    except (ValueError, RecursionError) as error:
        return MalformedJson(f"The body is not JSON: {error}.")
    return (
        value if _depth_within(value, DEPTH_MAX) else MalformedJson(f"Nested deeper than {DEPTH_MAX} levels.")
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise DuplicateKey("A member is named twice in one object.")
    return members


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float | int:
    """A number with a fraction or an exponent, unless it is too large to be one here, such as 1e999.

    JSON Schema, and with it our document, counts 61.0 among the integers.
    """
    number = float(text)
    if not math.isfinite(number):
        _not_a_number(text)
    return int(number) if number.is_integer() and abs(number) <= EXACT_MAX else number


def _depth_within(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_depth_within(part, levels - 1) for part in inner)


def _errors(value: object, of: Any, pointer: str, strict: bool) -> Iterator[FieldError]:  # noqa: FBT001
    """Every error in `value`: into structs and sequences as far as their shape is right."""
    shape = _plain(of, value)
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct) and isinstance(value, dict):
        yield from _struct_errors(value, shape, pointer, strict)
    elif typing.get_origin(shape) in (list, tuple) and isinstance(value, list):
        for index, part in enumerate(value):
            yield from _errors(part, typing.get_args(shape)[0], f"{pointer}/{index}", strict)
        yield from _own_error(value, of, pointer, strict, inner=True)
    elif typing.get_origin(shape) is dict and isinstance(value, dict):
        for key, part in value.items():
            yield from _errors(part, typing.get_args(shape)[1], f"{pointer}/{_escape(key)}", strict)
        yield from _own_error(value, of, pointer, strict, inner=True)
    else:
        yield from _own_error(value, of, pointer, strict, inner=False)


def _struct_errors(value: dict[str, object], of: type, pointer: str, strict: bool) -> Iterator[FieldError]:  # noqa: FBT001
    known = {field.encode_name: field for field in msgspec.structs.fields(of)}
    for name in value:
        if name not in known:
            yield FieldError(f"{pointer}/{_escape(name)}", "Unknown field.")
    for name, field in known.items():
        if name in value:
            yield from _errors(value[name], field.type, f"{pointer}/{_escape(name)}", strict)
        elif field.required:
            yield FieldError(f"{pointer}/{_escape(name)}", "Missing.")


def _own_error(value: object, of: Any, pointer: str, strict: bool, *, inner: bool) -> Iterator[FieldError]:  # noqa: FBT001
    try:
        msgspec.convert(value, of, strict=strict)
    except msgspec.ValidationError as error:
        if not (inner and "at `$" in str(error)):  # errors of the parts are told by the parts
            yield _field_error(pointer, str(error))


def _plain(of: Any, value: object) -> Any:
    """`X | None` as X where there is a value, and without constraints, which msgspec checks on the whole."""
    if typing.get_origin(of) is typing.Annotated:
        return _plain(typing.get_args(of)[0], value)
    if typing.get_origin(of) in (typing.Union, types.UnionType) and value is not None:
        options = [option for option in typing.get_args(of) if option is not types.NoneType]
        return _plain(options[0], value) if len(options) == 1 else of
    return of


def _field_error(pointer: str, message: str) -> FieldError:
    return FieldError(pointer, message.partition(" - at ")[0] + ".")


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
