"""Bodies that are made to break whoever reads them, and how each is refused."""

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

GATEWAY_BYTES_MAX = 10 * 1024 * 1024  # more never gets to a function
_ZEROS = b'{"sku": "' + b"0" * 20_000_000 + b'"}'  # 20 kB when packed
JSON = {"content-type": "application/json"}
LIMIT_OF_DIGITS = 5000  # Python reads no integer of so many


@dataclass(frozen=True, slots=True)
class Bomb:
    """One body. `code` is that of the problem that it gets."""

    body: bytes
    status: int
    code: str
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)


def _malformed(body: bytes) -> Bomb:
    return Bomb(body, 400, "malformed_json")


def _encoded(body: bytes, encoding: str) -> Bomb:
    return Bomb(body, 415, "unsupported_media_type", JSON | {"content-encoding": encoding})


def _large(body: bytes) -> Bomb:
    return Bomb(body, 413, "body_too_large")


# Refused as text, by whatever reads them.
UNREADABLE: Mapping[str, Bomb] = {
    "300 KB": _large(b'{"a": "' + b"x" * 300_000 + b'"}'),
    "lists 10,000 deep": _malformed(b"[" * 10_000 + b"]" * 10_000),
    "objects 10,000 deep": _malformed(b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    "100,000 brackets that do not close": _malformed(b"[" * 100_000),
    "a member twice": _malformed(b'{"a": 1, "a": 2}'),
    "a member twice, once escaped": _malformed(b'{"a": 1, "\\u0061": 2}'),
    "a member twice, deep inside": _malformed(b'{"a": [{"b": {"c": 1, "c": 1}}]}'),
    "invalid UTF-8": _malformed(b'{"a": "\xff\xfe"}'),
    "UTF-8 that is longer than it must be": _malformed(b'{"a": "\xc0\xaf"}'),
    "half a surrogate pair": _malformed(b'{"a": "\\ud800"}'),
    "half a surrogate pair as UTF-8": _malformed(b'{"a": "\xed\xa0\x80"}'),
    "UTF-16": _malformed('{"a": 1}'.encode("utf-16")),
    "a NUL byte": _malformed(b'{"a": "\x00"}'),
    "a NUL byte after the end": _malformed(b'{"a": 1}\x00'),
    "a byte order mark": _malformed(b'\xef\xbb\xbf{"a": 1}'),
    "infinity": _malformed(b'{"a": Infinity}'),
    "a number like infinity": _malformed(b'{"a": 1e400}'),
    "an endless exponent": _malformed(b'{"a": 1e99999999999999999999}'),
    "an integer of 5,000 digits": _malformed(b'{"a": ' + b"9" * LIMIT_OF_DIGITS + b"}"),
    "two documents": _malformed(b'{"a": 1}{"a": 2}'),
    "a comment": _malformed(b'{"a": 1 /* 2 */}'),
    "gzip": _encoded(gzip.compress(_ZEROS, 9), "gzip"),
    "deflate": _encoded(zlib.compress(_ZEROS, 9), "deflate"),
    "br": _encoded(b"\x8b\x02\x80{}\x03", "br"),
    "gzip in gzip": _encoded(gzip.compress(gzip.compress(_ZEROS, 9)), "gzip, gzip"),
    "gzip that is none": _encoded(b"{}", "gzip"),
    "gzip without saying so": _malformed(gzip.compress(b"{}")),
}
LARGEST: Mapping[str, Bomb] = {
    "10 MB": _large(b'{"a": "' + b"x" * (GATEWAY_BYTES_MAX - 100_000) + b'"}'),
    "10 MB of white space": _large(b" " * (GATEWAY_BYTES_MAX - 100_000) + b"{}"),
    "10 MB of brackets": _large(b"[" * (GATEWAY_BYTES_MAX - 100_000)),
}
# Read, and refused for what they say, unless that is nothing to whoever asked.
NUMBERS: Mapping[str, bytes] = {
    "4,000 digits": b"9" * 4000,
    "19 digits": b"9223372036854775808",
    "40 digits": b"1234567890123456789012345678901234567890",
    "as large as can be": b"1.7976931348623157e308",
    "as small as can be": b"5e-324",
    "minus nothing": b"-0.0",
    "below nothing": b"-1e308",
    "like an integer": b"1e22",
}
