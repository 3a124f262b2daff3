"""Orders that anything may happen to, the events that tell of it, and what they add up to, reckoned anew."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

DAYS = ("2026-11-24", "2026-11-25", "2026-11-26")
CURRENCIES = ("EUR", "JPY")
EXPIRED, BY_CUSTOMER = "payment_not_received_in_time", "cancelled_by_customer"
ENDS = (None, EXPIRED, BY_CUSTOMER)


@dataclass(frozen=True)
class Story:
    """One order, and what became of it: the day of each decline, and day and amount of each refund."""

    number: int
    placed_on: str
    currency: str
    total_minor: int
    is_paid: bool
    cancelled_for: str | None
    declines: tuple[str, ...]
    refunds: tuple[tuple[str, int], ...]

    def events(self) -> Iterator[dict[str, Any]]:
        """All events of it, in the order of time."""
        sequences, order_key = itertools.count(1), f"ORDER#ord_{self.number}"
        yield self._moved("OrderPlaced", f"{order_key}/{next(sequences)}")
        for number, day in enumerate(self.declines):
            yield _event(
                "PaymentFailed", f"PAYMENT#{self.number}/{number}", day, self._amount(self.total_minor)
            )
        if self.is_paid:
            yield self._moved("OrderConfirmed", f"{order_key}/{next(sequences)}")
        if self.cancelled_for:
            yield self._moved("OrderCancelled", f"{order_key}/{next(sequences)}")
        for number, (day, amount_minor) in enumerate(self.refunds):
            yield _event("PaymentRefunded", f"REFUND#{self.number}/{number}", day, self._amount(amount_minor))

    def _moved(self, name: str, event_id: str) -> dict[str, Any]:
        told = {
            "total": {"amount_minor": self.total_minor, "currency": self.currency},
            "placed_at": f"{self.placed_on}T23:59:59Z",
            "cancel_reason": self.cancelled_for,
        }
        return _event(name, event_id, DAYS[-1], {"order": told})

    def _amount(self, amount_minor: int) -> dict[str, Any]:
        return {"amount": {"amount_minor": amount_minor, "currency": self.currency}}


def _event(name: str, event_id: str, day: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": event_id,
        "name": name,
        "version": 1,
        "sequence": 1,
        "occurred_at": f"{day}T12:00:00Z",
        "data": data,
    }


def reckoned(stories: list[Story]) -> dict[tuple[str, str], Counter[str]]:
    """By day and currency: what the orders add up to, without a look at any event."""
    rows: dict[tuple[str, str], Counter[str]] = {}

    def row(day: str, of: Story) -> Counter[str]:
        return rows.setdefault((day, of.currency), Counter())

    for story in stories:
        placed = row(story.placed_on, story)
        placed["checkouts"] += 1
        if story.is_paid:
            placed["orders"] += 1
            placed["revenue_minor"] += story.total_minor
        if story.cancelled_for:
            placed["expired" if story.cancelled_for == EXPIRED else "cancelled"] += 1
        for day in story.declines:
            row(day, story)["declines"] += 1
        for day, amount_minor in story.refunds:
            row(day, story)["refunds"] += 1
            row(day, story)["refunded_minor"] += amount_minor
    return rows


_days = st.sampled_from(DAYS)
_tails = st.tuples(
    _days,
    st.sampled_from(CURRENCIES),
    st.integers(1, 10**9),
    st.booleans(),
    st.sampled_from(ENDS),
    st.lists(_days, max_size=2).map(tuple),
    st.lists(st.tuples(_days, st.integers(1, 10**6)), max_size=2).map(tuple),
)
stories = st.lists(_tails, max_size=4).map(
    lambda tails: [Story(number, *tail) for number, tail in enumerate(tails)]
)
