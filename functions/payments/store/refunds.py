"""Refunds in the table, each an item of its payment."""

from pynamodb.expressions.condition import Condition

from haat.money import Money
from haat.table import reads, writes
from payments.domain import Payment, Refund, RefundState, first_check_at
from payments.keys import PAYMENT, PAYMENT_SORT, due_partition, place_of, refund_sort
from payments.store.items import PaymentItem, RefundItem, to_payment, to_refund
from payments.store.payments import PaymentChanged, changed, event


class RefundStore:
    """Refunds; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, refund_id: str) -> tuple[Payment, Refund] | None:
        """A refund and its payment. One round trip, consistent."""
        place = place_of(refund_id)
        if place is None:
            return None
        pk, sort = PAYMENT.key(place[0]), refund_sort(place[1])
        found = reads.find_many([(pk, PAYMENT_SORT), (pk, sort)], consistent=True)
        payment, refund = found.get((pk, PAYMENT_SORT)), found.get((pk, sort))
        if not isinstance(payment, PaymentItem) or not isinstance(refund, RefundItem):
            return None
        return to_payment(payment), to_refund(refund)

    def save(self, refund: Refund) -> list[object]:
        """Save a refund of which no transition is told, if it still is at the version before."""
        return writes.commit(refund_changed(refund))

    def postpone(self, refund_id: str, check_at: str) -> None:
        """Look at a refund that is due at another time. One write, which is no change of it."""
        place = place_of(refund_id)
        if place is None:
            return
        write = writes.update(
            RefundItem,
            PAYMENT.key(place[0]),
            refund_sort(place[1]),
            [RefundItem.gsi1sk.set(check_at)],
            when=RefundItem.gsi1pk.exists(),
            refused=lambda _: None,
        )
        writes.commit(write)


def refund_due_writes(payment: Payment, refund: Refund) -> tuple[writes.Write, ...]:
    """The writes that make a refund due, with its event: as many actions as a payment's change and two.

    Refused as PaymentChanged.
    """
    item = RefundItem(
        pk=PAYMENT.key(payment.id),
        sk=refund_sort(refund.number),
        gsi1pk=due_partition(payment.id),
        gsi1sk=first_check_at(refund.created_at),
        refund_id=refund.id,
        order_id=refund.order_id,
        number=refund.number,
        amount_minor=refund.amount.amount_minor,
        currency=refund.amount.currency,
        reason=refund.reason.value,
        lines=refund.lines,
        shipping_minor=refund.shipping_minor,
        shipping_tax_minor=refund.shipping_tax_minor,
        created_at=refund.created_at,
        updated_at=refund.updated_at,
        state=refund.state.value,
    )
    put = writes.put_new(item, refused=lambda _: PaymentChanged())
    return (
        changed(payment, only_if=_within_captured(payment, refund)),
        put,
        refund_event("RefundDue", payment, refund),
    )


def refund_changed(refund: Refund) -> writes.Write:
    """The write that saves a changed refund if nobody changed it before."""
    actions = [
        RefundItem.state.set(refund.state.value),
        RefundItem.attempt.set(refund.attempt),
        RefundItem.updated_at.set(refund.updated_at),
        RefundItem.version.set(refund.version),
    ]
    if refund.provider_id:
        actions.append(RefundItem.provider_id.set(refund.provider_id))
    if refund.failure:
        actions.append(RefundItem.failure.set(refund.failure))
    if refund.state is not RefundState.DUE:
        actions += [RefundItem.gsi1pk.remove(), RefundItem.gsi1sk.remove()]
    return writes.update(
        RefundItem,
        PAYMENT.key(refund.payment_id),
        refund_sort(refund.number),
        actions,
        when=RefundItem.version == refund.version - 1,
        refused=lambda _: PaymentChanged(),
    )


def refund_event(name: str, payment: Payment, refund: Refund, **more: object) -> writes.Write:
    """The write that emits an event about a refund. `amount` is the refund's, the sums are its payment's."""
    currency = payment.amount.currency
    return event(
        name,
        payment,
        refund_id=refund.id,
        number=refund.number,
        amount=refund.amount,
        reason=refund.reason,
        lines=refund.lines,
        shipping_minor=refund.shipping_minor,
        shipping_tax_minor=refund.shipping_tax_minor,
        captured=Money(payment.captured_minor, currency),
        refunded=Money(payment.refunded_minor, currency),
        **more,
    )


def _within_captured(payment: Payment, refund: Refund) -> Condition:
    """Σ refunds + new ≤ captured, as the table sees it (G14).

    What the provider has taken never changes once it is known, so the bound is a number; 0 is stored while
    money that comes late is new.
    """
    before_minor = payment.captured_minor - refund.amount.amount_minor
    is_known = PaymentItem.captured_minor.is_in(0, payment.captured_minor)
    within: Condition = is_known & (PaymentItem.refunded_minor <= before_minor)
    return within
