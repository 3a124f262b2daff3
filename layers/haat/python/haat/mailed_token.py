"""Tokens that are in a mail and nowhere else, each for one thing that has an id.

Whoever writes the mail derives the token from that id, so no table, event or log has it. Whoever takes it
derives it again, by every key that is taken, and sees to it that it works once.
"""

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


def id_in(token: str) -> str | None:
    """The id that a token names; None if it cannot be one. That it is right, `is_token_of` tells."""
    parts = _TOKEN.fullmatch(token)
    return parts["id"] if parts else None


def is_token_of(purpose: Purpose, about: str, token: str) -> bool:
    """Whether it is the token for what has the id `about`, by today's key or one before it.

    No hash that is kept would know which of them signs when the mail is written.
    """
    named, _, tag = token.partition(".")
    return named == about and derived.is_tag(tag, purpose, about)
