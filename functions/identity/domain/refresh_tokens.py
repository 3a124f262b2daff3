"""Refresh tokens: opaque texts that work once."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from typing import ClassVar

from haat import ids
from haat.errors import Unauthorized

_TOKEN = re.compile(
    r"(?P<customer_id>usr_[0-9a-z]{26})\.(?P<family>fam_[0-9a-z]{26})"
    r"\.(?P<lineage>[0-9a-f]{64})\.(?P<secret>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class RefreshTokenInvalid(Unauthorized):
    """The refresh token is not valid."""

    detail: ClassVar[str] = "Log in again."


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token: 256 bits that work once, and 256 that all tokens of its session share.

    The shared ones tell an old token from a guess: families are named in access tokens, and knowing a
    name must not be enough to end a session.
    """

    customer_id: str
    family: str
    lineage: str
    secret: str

    def __str__(self) -> str:
        return f"{self.customer_id}.{self.family}.{self.lineage}.{self.secret}"

    def successor(self, salt: str) -> "RefreshToken":
        """The token that follows this one. Without this one, the salt alone tells nothing."""
        secret = hmac.new(salt.encode(), self.secret.encode(), hashlib.sha256).hexdigest()
        return replace(self, secret=secret)


def first_token(customer_id: str) -> RefreshToken:
    """The token of a new session, for whoever has logged in."""
    return RefreshToken(customer_id, ids.new_id("fam"), ids.new_token(), ids.new_token())


def read(text: str) -> RefreshToken | None:
    """A refresh token from what a client sent; None if it cannot be one of ours."""
    parts = _TOKEN.fullmatch(text)
    return RefreshToken(**parts.groupdict()) if parts else None
