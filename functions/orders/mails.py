"""Mails about an order that staff have sent once more: which, and how often."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from haat import clock
from haat.errors import Conflict, TooManyRequests

ASKED_MAX = 10  # of one order, for ever
PAUSE_S = 60  # between two


class MailKind(StrEnum):
    """What is sent again; each is what an event of the order says."""

    CONFIRMED = "order_confirmed"
    CANCELLED = "order_cancelled"


EVENT_OF = {MailKind.CONFIRMED: "OrderConfirmed", MailKind.CANCELLED: "OrderCancelled"}


@dataclass(frozen=True, slots=True)
class Asked:
    """How often mails about an order were asked for, and when last."""

    order_id: str
    number: int = 0  # of the last one
    at: str | None = None


@dataclass(frozen=True, slots=True)
class MailNotDue(Conflict):
    """The order never came to what this mail says."""

    detail: ClassVar[str] = "There was no {kind} to be told of."
    kind: MailKind


@dataclass(frozen=True, slots=True)
class MailsUsedUp(Conflict):
    """Mails about this order were sent again often enough."""

    detail: ClassVar[str] = "It were {asked_max}: write to the customer by hand."
    asked_max: int = ASKED_MAX


@dataclass(frozen=True, slots=True)
class MailAskedBefore(TooManyRequests):
    """A mail about this order was sent again a moment ago."""

    retry_after_s: ClassVar[int | None] = PAUSE_S
    detail: ClassVar[str] = "Wait a minute, and ask the customer to look among unwanted mail."


def ask(asked: Asked, at: str) -> Asked | MailsUsedUp | MailAskedBefore:
    """One more, or why not now."""
    if asked.number >= ASKED_MAX:
        return MailsUsedUp()
    if asked.at and clock.seconds(at) - clock.seconds(asked.at) < PAUSE_S:
        return MailAskedBefore()
    return replace(asked, number=asked.number + 1, at=at)
