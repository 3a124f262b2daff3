"""Cursors of lists: where a page ended, signed, so that nobody can point it elsewhere."""

import base64
import hashlib
import hmac
from typing import Any

import msgspec

from haat import link_keys
from haat.errors import CursorInvalid

_SIGNATURE_BYTES = 16


def encode(position: dict[str, Any] | None, *, scope: str) -> str | None:
    """An opaque cursor for a position in the list that `scope` names (its filters included)."""
    if position is None:
        return None
    text = msgspec.json.encode(position)
    return _text(_sign(link_keys.signing(), text, scope) + text)


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
    ours = [hmac.compare_digest(signature, _sign(key, text, scope)) for key in link_keys.taken()]
    if not unchanged or not any(ours):
        return CursorInvalid()
    position: dict[str, Any] = msgspec.json.decode(text)
    return position


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _sign(key: bytes, text: bytes, scope: str) -> bytes:
    return hmac.digest(key, scope.encode() + b"\n" + text, hashlib.sha256)[:_SIGNATURE_BYTES]
