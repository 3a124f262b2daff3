"""Change of an account's address: its customer asks, shows that both are theirs, and only then is it another.

Each address gets a mail with a token. Whoever confirms is logged in, as for the proof of an address: by the
token alone a stranger who opens a mail would give an account their address, and with it their orders. To
refuse takes the token alone, so that somebody who was thrown out can do it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from haat.address_change import Side
from haat.errors import Conflict, Invalid

LIFE_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class EmailUnchanged(Conflict):
    """The account has this e-mail address."""


@dataclass(frozen=True, slots=True)
class EmailTakenMeanwhile(Conflict):
    """Somebody made an account with this e-mail address meanwhile."""

    detail: ClassVar[str] = "Log in to that one, or ask for a change to another address."


@dataclass(frozen=True, slots=True)
class EmailChangeTokenInvalid(Invalid):
    """The token is of no change of the account's e-mail address."""

    detail: ClassVar[str] = (
        "It comes by mail and works for 24 hours, unless another change was asked for, this one refused, or "
        "the password changed."
    )


class NewAddress(StrEnum):
    """What an address is before it becomes an account's. Whoever asks for the change is not told."""

    FREE = "free"
    TAKEN = "taken"


class Standing(StrEnum):
    """How a change stands, but for time and password."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EmailChange:
    """The last change of its address that an account's customer has asked for."""

    id: str
    email: str  # the new one, as it was typed
    passwords: int  # how many the account had had by then: another one ends the change
    expires_at_s: int
    confirmed: tuple[Side, ...] = ()
    standing: Standing = Standing.WAITING

    @property
    def waits_for(self) -> tuple[Side, ...]:
        """The addresses that have not confirmed it."""
        return tuple(side for side in Side if side not in self.confirmed)

    def is_open(self, at_s: int) -> bool:
        """Whether it can be confirmed or refused at this time."""
        return self.standing is Standing.WAITING and at_s < self.expires_at_s

    def confirmed_by(self, side: Side) -> "EmailChange":
        """The change after one of the addresses confirmed it, again or for the first time; done by both."""
        both = tuple(one for one in Side if one in (*self.confirmed, side))
        standing = Standing.DONE if len(both) == len(Side) else self.standing
        return replace(self, confirmed=both, standing=standing)

    def refused(self) -> "EmailChange":
        """The change after somebody said that it was not them."""
        return replace(self, standing=Standing.REFUSED)
