"""What an audit finds, and when it may expect everything to be quiet."""

from dataclasses import dataclass

INVARIANTS = {
    "I1": "stock balances to the unit, and none is below zero",
    "I2": "0 ≤ refunded ≤ captured ≤ amount, and the provider agrees",
    "I3": "at most one order per idempotency key and per cart version",
    "I4": "a confirmed order has one succeeded payment: amount, currency, order, customer",
    "I5": "captured money belongs to a confirmed order, or went back",
    "I6": "each transition has its event, and the bus has it",
    "I7": "the trail of events is free of gaps and folds to the state",
    "I8": "a coupon is used as often as it may be",
    "I9": "totals are the sum of their parts, in integers",
    "I10": "no hold outlives its deadline by 120 s, unless its payment is processing",
    "I11": "states only move forward",
    "I12": "a finished order has no payable intent",
    "I16": "ratings, votes and counts of reviews are what these add up to",
}
HOLD_GRACE_S = 120


@dataclass(frozen=True, slots=True)
class Violation:
    """One invariant that does not hold for one subject, such as "order ord_1" or "sku BOWL"."""

    invariant: str  # a key of INVARIANTS
    subject: str
    expected: object
    found: object

    @property
    def gap(self) -> object:
        """What stays the same while the table goes on changing: the difference of two counts."""
        if isinstance(self.expected, int) and isinstance(self.found, int):
            return self.found - self.expected
        return (self.expected, self.found)

    def __str__(self) -> str:
        return f"{self.invariant} {self.subject}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When the items were read, as far as rules depend on it.

    `quiet`: nothing is under way any more. `before`: of what changed since then, even so ("" for nothing).
    `now`: "2026-11-22T09:30:00Z", to judge deadlines by; "" leaves them out.
    """

    quiet: bool
    before: str = ""
    now: str = ""

    def is_quiet(self, changed_at: str) -> bool:
        """Whether something that last changed then has come to rest."""
        return self.quiet and (not self.before or changed_at < self.before)
