"""The cart token of a guest: 256 random bits, of which the system keeps only the hash."""

import hashlib
from collections.abc import Mapping

from haat.http.call import Guest

HEADER = "Cart-Token"
_HEX_DIGITS = 64


def guest_of(headers: Mapping[str, str]) -> Guest | None:
    """The guest whose token the request carries; None without one, or with one that cannot be ours."""
    token = headers.get(HEADER.lower(), "")
    if len(token) != _HEX_DIGITS or not token.isalnum():
        return None
    return Guest(token_hash(token))


def token_hash(token: str) -> str:
    """What the system knows a guest by."""
    return hashlib.sha256(token.encode()).hexdigest()
