"""Payments and their refunds: what is kept of each."""

from dataclasses import dataclass, field

from auditor.domain.raw import Item, identity, number, text

PREFIX, SORT, REFUND = "PAYMENT#", "PAYMENT", "REFUND#"
PAID_STATES = ("succeeded", "refund_due", "refunded")
VOID = "failed"  # a refund that gave nothing back


@dataclass(frozen=True, slots=True)
class Payment:
    """What is kept of one payment."""

    id: str
    order_id: str
    customer_id: str
    amount_minor: int
    currency: str
    state: str
    captured_minor: int
    refunded_minor: int  # all that was asked for and not refused
    returned_minor: int  # of that, what has gone
    sequence: int  # how many events there are of it
    updated_at: str

    @property
    def subject(self) -> str:
        return f"payment {self.id}"

    @property
    def keeps_money(self) -> bool:
        """Whether not all of it goes back."""
        return self.refunded_minor < self.captured_minor


@dataclass(slots=True)
class Refunds:
    """The refunds of one payment, summed."""

    asked_minor: int = 0  # due or paid
    paid_minor: int = 0
    count: int = 0
    states: list[str] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """One refund. Raises: NotWhole."""
        amount_minor, state = number(item, "amount_minor"), text(item, "state")
        self.count += 1
        self.asked_minor += 0 if state == VOID else amount_minor
        self.paid_minor += amount_minor if state == "paid" else 0
        self.states.append(state)


def payment_in(item: Item) -> Payment:
    """The payment in its item; one without sums is of the whole amount. Raises: NotWhole."""
    amount_minor, state = number(item, "amount_minor"), text(item, "state")
    whole = amount_minor if state in PAID_STATES else 0
    gone = amount_minor if state in ("refund_due", "refunded") else 0
    return Payment(
        id=identity(item, PREFIX),
        order_id=text(item, "order_id"),
        customer_id=text(item, "customer_id"),
        amount_minor=amount_minor,
        currency=text(item, "currency"),
        state=state,
        captured_minor=number(item, "captured_minor", whole),
        refunded_minor=number(item, "refunded_minor", gone),
        returned_minor=number(item, "returned_minor", gone),
        sequence=number(item, "sequence", 0),
        updated_at=text(item, "updated_at"),
    )
