"""What customers are written to about, and what a letter is made of."""

import re
from dataclasses import dataclass
from enum import StrEnum

from haat.money import Money
from haat.totals import Totals

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # controls, and those of direction


class Kind(StrEnum):
    """What a mail is about. An order gets one of each at most, or one for each of what is numbered."""

    ORDER_CONFIRMED = "order_confirmed"
    ORDER_CANCELLED = "order_cancelled"
    PAYMENT_FAILED = "payment_failed"
    REFUND_PAID = "refund_paid"  # numbered, as returns are
    RETURN_APPROVED = "return_approved"
    RETURN_REJECTED = "return_rejected"
    RETURN_RECEIVED = "return_received"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- of an account; each has the id of its reset
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- of an account; numbered by its version
    EMAIL_PROOF = "email_proof"  # of an account; numbered by how often it was asked for
    EMAIL_CHANGE = "email_change"  # of an account, to its address; each has the id of its change
    NEW_EMAIL = "new_email"  # likewise, to the new address
    EMAIL_CHANGED = "email_changed"  # of an account; numbered by its version


@dataclass(frozen=True, slots=True)
class Message:
    """One mail that is to be sent, and the event that asks for it."""

    about: str  # the id of an order, or of an account
    kind: Kind
    event_id: str
    number: str | None = None  # of what there may be several of: a refund, a return

    @property
    def name(self) -> str:
        """What no two mails about the same have in common."""
        return f"{self.kind}#{self.number}" if self.number else self.kind.value


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
    customer_id: str
    email: str
    lines: tuple[Line, ...]
    currency: str
    totals: Totals
    cancel_reason: str | None


@dataclass(frozen=True, slots=True)
class Decline:
    """A payment that did not go through."""

    order_id: str
    customer_id: str
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
class Refund:
    """Money that has gone back."""

    order_id: str
    customer_id: str
    email: str
    number: int  # of the refunds of its order, from 1
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Units that come back."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that come back."""

    order_id: str
    customer_id: str
    email: str
    number: int  # of the returns of its order, from 1
    lines: tuple[ReturnLine, ...]
    refund_id: str | None  # None: nothing is to go back, or not yet
    deadline: str | None  # when its parcel has to be there


@dataclass(frozen=True, slots=True)
class Proof:
    """An address that its account's customer is to prove, until a time."""

    customer_id: str
    email: str
    until: str


@dataclass(frozen=True, slots=True)
class Reset:
    """A password that its customer may set anew, until a time."""

    reset_id: str
    customer_id: str
    email: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Change:
    """A password that is another one."""

    customer_id: str
    email: str
    how: str


@dataclass(frozen=True, slots=True)
class EmailChange:
    """Another address that an account's customer wants, until both confirm it or a time is over."""

    customer_id: str
    change_id: str
    email: str
    new_email: str
    new_address: str  # "free" or "taken"
    expires_at: str


@dataclass(frozen=True, slots=True)
class EmailChanged:
    """An account that has another address."""

    customer_id: str
    former_email: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says. Its HTML and its text are made from this, so that they say the same."""

    to: str
    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]  # label and value
    lines: tuple[Line, ...]
    sums: tuple[tuple[str, Money], ...]  # label and amount, from the lines to what is paid
    link_label: str
    link: str
    closing: str


def one_line(text: str) -> str:
    """Somebody else's text as one line, which cannot become a header, a line, or run from right to left."""
    return " ".join(_UNSEEN.sub(" ", text).split())
