"""Cursors of lists: where a page ended, signed, so that nobody can point it elsewhere."""

import base64
import hashlib
import hmac
from typing import Any

import msgspec

from haat.errors import CursorInvalid
from haat.settings import CURSOR_KEY

_SIGNATURE_BYTES = 16


def encode(position: dict[str, Any] | None, *, scope: str) -> str | None:
    """An opaque cursor for a position in the list that `scope` names (its filters included)."""
    if position is None:
        return None
    text = msgspec.json.encode(position)
    return _text(_sign(text, scope) + text)


def decode(cursor: str | None, *, scope: str) -> dict[str, Any] | CursorInvalid | None:
    """The position, or CursorInvalid for a cursor that was changed or belongs to another list."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        return CursorInvalid()
    signature, text = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    unchanged = cursor == _text(raw)  # base64 reads some changed texts as the same bytes
    if not unchanged or not hmac.compare_digest(signature, _sign(text, scope)):
        return CursorInvalid()
    position: dict[str, Any] = msgspec.json.decode(text)
    return position


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _sign(text: bytes, scope: str) -> bytes:
    key = CURSOR_KEY.text().encode()
    return hmac.digest(key, scope.encode() + b"\n" + text, hashlib.sha256)[:_SIGNATURE_BYTES]
