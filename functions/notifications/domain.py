"""What customers are written to about, and what a letter is made of."""

import re
from dataclasses import dataclass
from enum import StrEnum

from haat.money import Money

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # controls, and those of direction


class Kind(StrEnum):
    """What a mail is about. An order gets one of each at most."""

    ORDER_CONFIRMED = "order_confirmed"
    ORDER_CANCELLED = "order_cancelled"
    PAYMENT_FAILED = "payment_failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One mail that is to be sent, and the event that asks for it."""

    order_id: str
    kind: Kind
    event_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of something at a price."""

    name: str
    quantity: int
    unit_price: Money
    line_total: Money


@dataclass(frozen=True, slots=True)
class Order:
    """What a mail tells of an order."""

    id: str
    number: str
    email: str
    lines: tuple[Line, ...]
    total: Money
    cancel_reason: str | None


@dataclass(frozen=True, slots=True)
class Decline:
    """A payment that did not go through."""

    order_id: str
    email: str
    amount: Money
    reason: str  # the provider's code, or ""
    attempt: int
    attempts_max: int
    hold_until: str

    def leaves_a_choice(self, now: str) -> bool:
        """Whether the customer can still do something about it at this time.

        After the last attempt, and once the hold is over, the mail about the cancelled order says it all.
        """
        return self.attempt < self.attempts_max and now < self.hold_until


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says. Its HTML and its text are made from this, so that they say the same."""

    to: str
    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]  # label and value
    lines: tuple[Line, ...]
    total: Money | None  # of the lines
    link_label: str
    link: str
    closing: str


def one_line(text: str) -> str:
    """Somebody else's text as one line, which cannot become a header, a line, or run from right to left."""
    return " ".join(_UNSEEN.sub(" ", text).split())
