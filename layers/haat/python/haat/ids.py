"""Ids: sortable by time of birth and unguessable (48 bits of milliseconds, 80 of randomness, as ULID)."""

import os

from haat import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in lower case
_CHARACTERS = 26
_TOKEN_BYTES = 32


def new_id(prefix: str) -> str:
    """A new id such as "ord_01kawzq3n5rv0v7k8t9m2c4x6y"."""
    number = clock.now_ms() << 80 | int.from_bytes(os.urandom(10))
    digits = [_ALPHABET[number >> shift & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5)]
    return f"{prefix}_{''.join(digits)}"


def new_token() -> str:
    """A secret of 256 random bits, in hexadecimal."""
    return os.urandom(_TOKEN_BYTES).hex()
