"""The audit: one pass over the items, then every invariant.

Memory: a few hundred bytes per order, payment and SKU, and nothing of the items themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from auditor.domain import arithmetic, coupons, orders, payments, reviews, stock, trail
from auditor.domain.coupons import Coupons
from auditor.domain.findings import INVARIANTS, Moment, Violation
from auditor.domain.money import Money
from auditor.domain.once import REQUEST, Claims
from auditor.domain.orders import Order
from auditor.domain.payments import Payment, Refunds
from auditor.domain.provider import ProviderLedger, Word, word_of
from auditor.domain.raw import Item, NotWhole, text
from auditor.domain.reviews import Reviews
from auditor.domain.stock import Stock
from auditor.domain.trail import Trail


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit looked at ("orders": 12), and what it found."""

    looked_at: dict[str, int]
    violations: list[Violation]

    def by_invariant(self) -> dict[str, int]:
        """Violations of every invariant there is."""
        found = Counter(violation.invariant for violation in self.violations)
        return {invariant: found[invariant] for invariant in INVARIANTS}


def audit(
    items: Iterable[Item],
    provider: ProviderLedger | None,
    *,
    quiet: bool,
    before: str = "",
    now: str = "",
    received: Mapping[str, int] | None = None,
) -> list[Violation]:
    """Every violation in the whole table's items; [] is what everybody wants.

    `quiet`: nothing is under way, so what has to come to rest must have. `before`: of what changed since
    then even so. `now`: judge deadlines as well. `received`: units by SKU, where there is no ledger of them.
    The items must be of one moment; of a table in use see `auditor.tasks.audit_table`.
    """
    return examine(items, provider, Moment(quiet, before, now), received).violations


def examine(
    items: Iterable[Item],
    provider: ProviderLedger | None,
    moment: Moment,
    received: Mapping[str, int] | None = None,
) -> Report:
    """Like `audit`, and how much was looked at."""
    seen = _Seen()
    for item in items:
        seen.add(item)
    word = word_of(provider) if provider else None
    return Report(seen.counted(word), list(seen.check(word, moment, received)))


@dataclass(slots=True)
class _Seen:
    """What is kept of the items."""

    orders: dict[str, Order] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    refunds: dict[str, Refunds] = field(default_factory=dict)
    stock: Stock = field(default_factory=Stock)
    trail: Trail = field(default_factory=Trail)
    claims: Claims = field(default_factory=Claims)
    coupons: Coupons = field(default_factory=Coupons)
    reviews: Reviews = field(default_factory=Reviews)
    found: list[Violation] = field(default_factory=list)  # what a single item tells
    items: int = 0

    def add(self, item: Item) -> None:
        self.items += 1
        pk, sk = text(item, "pk"), text(item, "sk")
        for starts_pk, starts_sk, take in self._takers():
            if pk.startswith(starts_pk) and sk.startswith(starts_sk):
                try:
                    take(item)
                except NotWhole as error:
                    self.found.append(Violation("I9", f"{pk} {sk}", "whole numbers", str(error)))
                return

    def _takers(self) -> Iterator[tuple[str, str, Callable[[Item], None]]]:
        yield "", trail.EVENT, self.trail.add_event
        yield trail.POINTER, "", self.trail.add_pointer
        yield orders.PREFIX, orders.SORT, self._order
        yield payments.PREFIX, payments.SORT, self._payment
        yield payments.PREFIX, payments.REFUND, self._refund
        yield stock.PREFIX, stock.ROW, self.stock.add_row
        yield stock.PREFIX, stock.LEDGER, self.stock.add_ledger
        yield stock.HOLD, "", self.stock.add_hold
        yield stock.RETURN, "", self.stock.add_return
        yield coupons.PREFIX, coupons.SORT, self.coupons.add
        yield coupons.PREFIX, coupons.USE, self.coupons.add_use
        yield coupons.PREFIX, coupons.OF_BUYER, self.coupons.add_buyer
        yield reviews.REVIEW, reviews.WORDS, self.reviews.add
        yield reviews.REVIEW, reviews.FEEDBACK, self.reviews.add_feedback
        yield reviews.REVIEW, reviews.VOTE, self.reviews.add_vote
        yield reviews.RATING, reviews.SUMS, self.reviews.add_rating
        yield reviews.REVIEWER, reviews.COUNTS, self.reviews.add_reviewer
        yield REQUEST, "", self.claims.add

    def _order(self, item: Item) -> None:
        order = orders.order_in(item)
        self.orders[order.id] = order
        self.stock.add_order(order, orders.lines_in(item))
        self.found += arithmetic.check(order, item)

    def _payment(self, item: Item) -> None:
        payment = payments.payment_in(item)
        self.payments[payment.id] = payment

    def _refund(self, item: Item) -> None:
        payment_id = text(item, "pk").removeprefix(payments.PREFIX)
        self.refunds.setdefault(payment_id, Refunds()).add(item)

    def check(
        self, word: Word | None, moment: Moment, received: Mapping[str, int] | None
    ) -> Iterator[Violation]:
        return chain(
            self.found,
            self.stock.check(received),
            self.claims.check(self.orders),
            self.coupons.check(self.orders),
            self.reviews.check(self.trail.of_rating),
            Money(self.payments, self.refunds, word, moment).check(self.orders),
            self.trail.check(self.orders, self.payments, moment),
        )

    def counted(self, word: Word | None) -> dict[str, int]:
        return {
            "items": self.items,
            "orders": len(self.orders),
            "payments": len(self.payments),
            "coupons": len(self.coupons.known),
            "reviews": self.reviews.known,
            "skus": len(self.stock.units),
            "events": self.trail.events,
            "accounts at the provider": len(word.accounts) if word else 0,
        }
