"""I2, I4, I5, I10, I12: orders, payments and the provider's word, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditor.domain.findings import HOLD_GRACE_S, Moment, Violation
from auditor.domain.orders import PENDING, Order
from auditor.domain.payments import Payment, Refunds
from auditor.domain.provider import Account, ProviderIntent, Word

NOTHING = Refunds()


@dataclass(frozen=True, slots=True)
class Money:
    """All that is known of money. `word`: the provider's; None where it was not asked."""

    payments: Mapping[str, Payment]
    refunds: Mapping[str, Refunds]  # by payment
    word: Word | None
    moment: Moment

    def check(self, orders: Mapping[str, Order]) -> Iterator[Violation]:
        """What does not agree."""
        for payment in self.payments.values():
            yield from _sums(payment, self.refunds.get(payment.id, NOTHING))
            if payment.order_id not in orders and payment.captured_minor > payment.refunded_minor:
                yield Violation("I5", payment.subject, "an order", "none")
        for order in orders.values():
            own = self.payments.get(order.payment_id)
            yield from _backed(order, own)
            quiet = self.moment.is_quiet(max(order.updated_at, own.updated_at if own else ""))
            if own and quiet:
                yield from _settled(order, own, self.paid_minor(own))
            account = self.word.of(order.id, order.placed_at) if self.word else None
            if account is not None:
                yield from self._provided(order, own, account, quiet=quiet)
        accounts = self.word.accounts if self.word else {}
        for order_id in accounts.keys() - orders.keys():
            yield from _orphaned(order_id, accounts[order_id])

    def paid_minor(self, payment: Payment) -> int:
        """What was given back, by our own items."""
        refunds = self.refunds.get(payment.id, NOTHING)
        if refunds.count:
            return refunds.paid_minor
        return payment.refunded_minor if payment.state == "refunded" else 0

    def _provided(
        self, order: Order, payment: Payment | None, account: Account, *, quiet: bool
    ) -> Iterator[Violation]:
        if account.refunded_minor > account.received_minor:
            most = f"at most {account.received_minor} refunded by the provider"
            yield Violation("I2", order.subject, most, account.refunded_minor)
        if order.is_paid:
            yield from _one_intent(order, account.succeeded)
        if quiet and order.is_paid and payment:
            ours = (payment.captured_minor, self.paid_minor(payment))
            theirs = (account.received_minor, account.refunded_minor)
            if ours != theirs:
                yield Violation("I2", order.subject, f"captured and refunded {theirs}, by the provider", ours)
        if quiet and not order.is_paid and account.received_minor > account.refunded_minor:
            kept = f"kept {account.received_minor - account.refunded_minor}"
            yield Violation("I5", order.subject, "everything refunded by the provider", kept)
        if quiet and order.status != PENDING and account.payable:
            yield Violation("I12", order.subject, "no payable intent", account.payable)
        if _is_overdue(order, self.moment.now) and not account.is_processing:
            yield Violation("I10", order.subject, f"held until {order.hold_until}", "pending")


def _sums(payment: Payment, refunds: Refunds) -> Iterator[Violation]:
    found = (payment.refunded_minor, payment.captured_minor, payment.amount_minor)
    most_minor = payment.amount_minor if payment.keeps_money else payment.captured_minor
    if not 0 <= payment.refunded_minor <= payment.captured_minor <= most_minor:  # more may go back whole
        yield Violation("I2", payment.subject, "0 ≤ refunded ≤ captured ≤ amount", found)
    elif refunds.count and refunds.asked_minor != payment.refunded_minor:
        yield Violation("I2", payment.subject, f"refunded {refunds.asked_minor}", payment.refunded_minor)


def _backed(order: Order, payment: Payment | None) -> Iterator[Violation]:
    """Whether the order's payment is its own, and paid where the order says so."""
    if payment is None:
        yield Violation("I4", order.subject, f"payment {order.payment_id}", "none")
        return
    wanted = (order.id, order.total_minor, order.currency)
    found = (payment.order_id, payment.amount_minor, payment.currency)
    if wanted != found or payment.customer_id not in order.customers:
        yield Violation("I4", order.subject, (*wanted, order.placed_by), (*found, payment.customer_id))
    elif order.is_paid and payment.captured_minor != order.total_minor:
        yield Violation("I4", order.subject, f"captured {order.total_minor}", payment.captured_minor)


def _settled(order: Order, payment: Payment, paid_minor: int) -> Iterator[Violation]:
    """Once quiet: nothing is owed, and only a paid order's money stays."""
    if order.is_paid and paid_minor != payment.refunded_minor:
        yield Violation("I2", payment.subject, f"{payment.refunded_minor} given back", paid_minor)
    if not order.is_paid and paid_minor != payment.captured_minor:
        yield Violation("I5", order.subject, f"{payment.captured_minor} given back", paid_minor)


def _one_intent(order: Order, succeeded: list[ProviderIntent]) -> Iterator[Violation]:
    wanted = [(order.total_minor, order.currency, True)]
    found = [(i.amount_minor, i.currency, i.customer_id in order.customers) for i in succeeded]
    if found != wanted:
        found_at = [(intent.id, intent.amount_minor, intent.customer_id) for intent in succeeded]
        yield Violation("I4", order.subject, f"one intent of {order.total_minor}", found_at)


def _orphaned(order_id: str, account: Account) -> Iterator[Violation]:
    if account.received_minor > account.refunded_minor:
        yield Violation("I5", f"order {order_id}", "an order for the provider's money", "none")
    if account.payable:
        yield Violation("I12", f"order {order_id}", "an order for the intent", account.payable)


def _is_overdue(order: Order, now: str) -> bool:
    if not now or order.status != PENDING:
        return False
    latest = datetime.fromisoformat(order.hold_until) + timedelta(seconds=HOLD_GRACE_S)
    return datetime.fromisoformat(now) > latest
