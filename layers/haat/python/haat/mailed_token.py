"""Tokens that are in a mail and nowhere else, each for one thing that has an id.

Whoever writes the mail derives the token from that id, so no table, event or log has it. Whoever takes it
keeps its hash, and sees to it that it works once.
"""

import hashlib
import hmac
import re
from enum import StrEnum

from haat import derived

_TOKEN = re.compile(r"(?P<id>[a-z]{2,4}_[0-9a-z]{26})\.[0-9a-f]{64}")


class Purpose(StrEnum):
    """What a token is good for; one for one purpose is of no use for another."""

    PASSWORD_RESET = "password resets, 1"  # noqa: S105 -- a name, not a password


def token_of(purpose: Purpose, about: str) -> str:
    """The token for what has the id `about`: the id, and 256 bits that only we can derive from it."""
    return f"{about}.{derived.tag(purpose, about)}"


def hash_of(token: str) -> str:
    """What may be kept of a token. 256 bits that nobody can try need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def id_in(token: str) -> str | None:
    """The id that a token names; None if it cannot be one. That it is right, only its hash tells."""
    parts = _TOKEN.fullmatch(token)
    return parts["id"] if parts else None


def is_hash_of(known: str, token: str) -> bool:
    """Whether the hash is that of the token."""
    return hmac.compare_digest(known, hash_of(token))
