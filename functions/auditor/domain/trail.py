"""I6, I7, I11: the events of orders and payments: one per transition, without gaps, and what they fold to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from auditor.domain import orders, payments, reviews
from auditor.domain.findings import Moment, Violation
from auditor.domain.orders import FORWARD, Order
from auditor.domain.payments import Payment
from auditor.domain.raw import Item, document, number, text

EVENT, POINTER, PARKED = "EVENT#", "OUTBOX#", "PARKED#"
STEPS = ("PaymentSucceeded", "PaymentCancelled", "RefundDue", "PaymentRefunded")  # that move a payment
Told = tuple[str, int, str]
"""Status, total and customer, as an event of an order tells them."""
Step = tuple[str, str, int]
"""The name of a payment's event, and the refund that it is about, with its amount."""


@dataclass(slots=True)
class Trail:
    """What is kept of the events, by sequence, and the pointers to those that the bus may not have."""

    of_order: dict[str, dict[int, Told]] = field(default_factory=dict)
    of_payment: dict[str, dict[int, Step]] = field(default_factory=dict)
    of_rating: dict[str, dict[int, tuple[int, ...]]] = field(default_factory=dict)
    events: int = 0
    unpublished: list[str] = field(default_factory=list)  # "2026-11-22T09:30:00Z#ORDER#ord_1/2"

    def add_event(self, item: Item) -> None:
        """One event of any aggregate. Raises: NotWhole."""
        self.events += 1
        aggregate, sequence = text(item, "pk"), number(item, "sequence")
        if aggregate.startswith(orders.PREFIX):
            told = _told(document(item, "data", {}).get("order", {}))
            self.of_order.setdefault(aggregate.removeprefix(orders.PREFIX), {})[sequence] = told
        elif aggregate.startswith(payments.PREFIX):
            known = self.of_payment.setdefault(aggregate.removeprefix(payments.PREFIX), {})
            told_of = document(item, "data", {})
            amount_minor = told_of.get("amount", {}).get("amount_minor", 0)
            known[sequence] = (text(item, "name"), told_of.get("refund_id", ""), amount_minor)
        elif aggregate.startswith(reviews.RATING):
            histogram = document(item, "data", {}).get("histogram", {})
            numbers = tuple(histogram.get(str(stars), 0) for stars in range(1, 6))
            self.of_rating.setdefault(aggregate.removeprefix(reviews.RATING), {})[sequence] = numbers

    def add_pointer(self, item: Item) -> None:
        """One event that has to be published still."""
        self.unpublished.append(text(item, "sk"))

    def check(
        self, orders: Mapping[str, Order], payments: Mapping[str, Payment], moment: Moment
    ) -> Iterator[Violation]:
        """What the trail does not tell, or tells otherwise."""
        for order in orders.values():
            yield from _of_order(order, self.of_order.get(order.id, {}))
        for payment in payments.values():
            yield from _of_payment(payment, self.of_payment.get(payment.id, {}))
        for order_id in self.of_order.keys() - orders.keys():
            yield Violation("I7", f"order {order_id}", "the order of these events", "none")
        for pointer in self.unpublished:
            at, _, event_id = pointer.removeprefix(PARKED).partition("#")
            if moment.is_quiet(at):
                yield Violation("I6", f"event {event_id}", "published", "still due")


def _told(order: Mapping[str, Any]) -> Told:
    total = order.get("total", {})
    return order.get("status", ""), total.get("amount_minor", 0), order.get("customer_id", "")


def _of_order(order: Order, told: Mapping[int, Told]) -> Iterator[Violation]:
    wanted = range(1, order.version + 1)
    if order.version not in told or max(told) > order.version:
        last = max(told, default=0)
        yield Violation(
            "I6", order.subject, f"an event of its version {order.version}", f"the last is {last}"
        )
    holes = [sequence for sequence in wanted if sequence not in told and sequence < max(told, default=0)]
    if holes:
        yield Violation("I7", order.subject, f"events 1 to {order.version}", f"without {holes}")
    now = (order.status, order.total_minor, order.customer_id)
    if told.get(order.version, now) != now:
        yield Violation("I7", order.subject, told[order.version], now)
    for before, after in pairwise(wanted):
        if before in told and after in told and not _forward(told[before][0], told[after][0]):
            yield Violation("I11", order.subject, f"forward from {told[before][0]}", told[after][0])


def _forward(before: str, after: str) -> bool:
    """An event need not move: a guest's order that is claimed stays where it stands."""
    return before == after or after in FORWARD.get(before, ())


def _of_payment(payment: Payment, steps: Mapping[int, Step]) -> Iterator[Violation]:
    told = [steps[at][0] for at in sorted(steps) if steps[at][0] in STEPS]
    if sorted(steps) != list(range(1, payment.sequence + 1)):
        yield Violation("I7", payment.subject, f"events 1 to {payment.sequence}", sorted(steps))
    folded = _refunds([steps[at] for at in sorted(steps)])
    now = (payment.refunded_minor, payment.returned_minor)
    if folded != now:
        yield Violation("I7", payment.subject, f"refunded and returned {folded}, by its events", now)
    if not _in_order(told):
        yield Violation("I11", payment.subject, "each refund paid after it was due", told)
    possible = _possible(set(told), payment)
    if payment.state not in possible:
        yield Violation("I7", payment.subject, f"{possible}, by its events", payment.state)


def _refunds(steps: list[Step]) -> tuple[int, int]:
    """What is due to go back or has gone, and what of it has gone; a refund that failed is neither."""
    due: dict[str, int] = {}
    gone: set[str] = set()
    for name, refund_id, amount_minor in steps:
        if name == "RefundDue":
            due[refund_id] = amount_minor
        elif name == "PaymentRefunded":
            gone.add(refund_id)
        elif name == "RefundFailed":
            due.pop(refund_id, None)
    return sum(due.values()), sum(amount for refund_id, amount in due.items() if refund_id in gone)


def _in_order(told: list[str]) -> bool:
    """Money goes back part by part, and each part after it was due."""
    owed = 0
    for name in told:
        owed += (name == "RefundDue") - (name == "PaymentRefunded")
        if owed < 0:
            return False
    return True


def _possible(told: set[str], payment: Payment) -> list[str]:
    """The states that these events may have led to; the money of a paid one may go back part by part."""
    if not told:
        return ["pending"]
    if told == {"PaymentCancelled"}:
        return ["cancelled"]
    kept = "RefundDue" not in told or payment.keeps_money
    states = {"succeeded": kept, "refund_due": "RefundDue" in told, "refunded": "PaymentRefunded" in told}
    return [state for state, possible in states.items() if possible]
