"""What is counted of the shop's days, and what of each event; what is low.

What becomes of an order counts on the day on which it was placed, whenever it happens: so the orders of a day
divided by its checkouts are those that were paid of those that were begun. Declines and refunds count on the
day on which they happen. Days are of UTC.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

DAYS_MAX = 92  # of one question: a quarter
EXPIRED = "payment_not_received_in_time"
PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and sums; amounts in minor units of one currency."""

    checkouts: int = 0  # orders placed, paid or not
    orders: int = 0  # orders paid
    revenue_minor: int = 0  # what was paid for them, refunded or not
    expired: int = 0  # orders that nobody paid in time
    cancelled: int = 0  # orders that ended otherwise, paid or not
    declines: int = 0  # attempts to pay that the bank declined
    refunds: int = 0  # refunds that went out
    refunded_minor: int = 0
    failed_refunds: int = 0  # refunds that could not go out, or came back after they had
    failed_refunds_minor: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def conversion_ppm(self) -> int | None:
        """Orders paid of a million checkouts begun, rounded down; None: none was begun."""
        return self.orders * PPM // self.checkouts if self.checkouts else None

    @property
    def average_minor(self) -> int | None:
        """What an order paid brought, rounded half up; None: none was paid."""
        return (2 * self.revenue_minor + self.orders) // (2 * self.orders) if self.orders else None


NAMES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Row:
    """Whose figures these are: a day's ("2026-11-26") in one currency."""

    day: str
    currency: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one event adds to one row."""

    event_id: str
    row: Row
    figures: Figures


def summed(changes: "list[Change]") -> dict[Row, Figures]:
    """What changes add to each row."""
    sums: dict[Row, Figures] = {}
    for change in changes:
        sums[change.row] = sums.get(change.row, Figures()) + change.figures
    return sums


def of_order(event: str, total_minor: int, cancel_reason: str | None) -> Figures:
    """What an event of an order counts for. Raises: ValueError for one that is not counted."""
    match event, cancel_reason:
        case "OrderPlaced", _:
            return Figures(checkouts=1)
        case "OrderConfirmed", _:
            return Figures(orders=1, revenue_minor=total_minor)
        case "OrderCancelled", reason if reason == EXPIRED:
            return Figures(expired=1)
        case "OrderCancelled", _:
            return Figures(cancelled=1)
    raise ValueError(f"{event} is not counted")


def of_money(event: str, amount_minor: int) -> Figures:
    """What an event of a payment counts for. Raises: ValueError for one that is not counted."""
    match event:
        case "PaymentFailed":
            return Figures(declines=1)
        case "PaymentRefunded":
            return Figures(refunds=1, refunded_minor=amount_minor)
        case "RefundFailed":
            return Figures(failed_refunds=1, failed_refunds_minor=amount_minor)
    raise ValueError(f"{event} is not counted")


@dataclass(frozen=True, slots=True)
class LowStock:
    """A SKU of which more should be ordered: its units as it fell to where that is so."""

    sku: str
    available: int
    reorder_at: int


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def until(last: date, days: int) -> Period:
    """So many days, of which this is the last."""
    return Period(last - timedelta(days=days - 1), last)
