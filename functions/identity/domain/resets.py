"""Resets of forgotten passwords: a token that comes by mail sets another password, once, for half an hour."""

from dataclasses import dataclass
from typing import ClassVar

from haat import mailed_token
from haat.errors import Invalid
from haat.mailed_token import Purpose

LIFE_S = 30 * 60


@dataclass(frozen=True, slots=True)
class ResetTokenInvalid(Invalid):
    """The token does not set a password."""

    detail: ClassVar[str] = "It comes by mail and works once, for 30 minutes. Ask for another one."


@dataclass(frozen=True, slots=True)
class Reset:
    """One reset of an account's password."""

    id: str
    customer_id: str
    address_hash: str  # of the account's e-mail address
    passwords: int  # how many the account had had when it was asked for: another one, its own too, ends it
    expires_at_s: int

    def takes(self, token: str, at_s: int) -> bool:
        """Whether a token sets a password at this time."""
        return at_s < self.expires_at_s and mailed_token.is_token_of(Purpose.PASSWORD_RESET, self.id, token)
