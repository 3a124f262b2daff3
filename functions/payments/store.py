"""Payments in the table."""

from dataclasses import dataclass, fields

from pynamodb.attributes import UnicodeAttribute

from haat.events import outbox
from haat.money import Money
from haat.table import markers, reads, writes
from haat.table.item import Integer, Item
from payments.domain import Payment, State
from payments.keys import PAYMENT, PAYMENT_SORT, PROVIDER_EVENTS

SERVICE_NAME = "payments"


class PaymentItem(Item, discriminator="payment"):
    """One payment."""

    order_id = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    email = UnicodeAttribute()
    amount_minor = Integer()
    currency = UnicodeAttribute()
    hold_until = UnicodeAttribute()
    created_at = UnicodeAttribute()
    updated_at = UnicodeAttribute()
    state = UnicodeAttribute()
    intent_id = UnicodeAttribute(null=True)
    client_secret = UnicodeAttribute(null=True)
    attempts = Integer(default=0)
    task_token = UnicodeAttribute(null=True)
    refund_id = UnicodeAttribute(null=True)
    claimed_by = UnicodeAttribute(null=True)
    refund_failures = Integer(default=0)


@dataclass(frozen=True, slots=True)
class PaymentChanged:
    """Somebody else changed the payment first: read it again."""


class PaymentStore:
    """Payments; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, payment_id: str) -> Payment | None:
        """One payment. One consistent read."""
        item = reads.find(PaymentItem, PAYMENT.key(payment_id), PAYMENT_SORT, consistent=True)
        return _to_payment(item) if item else None

    def save(self, payment: Payment, *also: writes.Write) -> list[object]:
        """Save a changed payment if it still is at the version before; with `also` in one transaction.

        Returns: [] or what refused it, PaymentChanged among that.
        """
        return self.commit(changed(payment), *also)

    def commit(self, *changes: writes.Write) -> list[object]:
        """Apply writes made by this module's functions, in one transaction: [] or what refused it."""
        return writes.commit(*changes)

    def remember_token(self, payment_id: str, task_token: str) -> Payment | None:
        """Note which checkout waits for a payment, and return the payment as it is then. One write."""
        write = writes.update(
            PaymentItem,
            PAYMENT.key(payment_id),
            PAYMENT_SORT,
            [PaymentItem.task_token.set(task_token), PaymentItem.version.add(1)],
            when=PaymentItem.pk.exists(),
            refused=lambda _: None,
        )
        item = writes.update_returning(PaymentItem, write)
        return _to_payment(item) if isinstance(item, PaymentItem) else None

    def follow_claim(self, payment_id: str, account_id: str) -> None:
        """Let the account see a payment whose order it has claimed. One write."""
        write = writes.update(
            PaymentItem,
            PAYMENT.key(payment_id),
            PAYMENT_SORT,
            [PaymentItem.claimed_by.set(account_id), PaymentItem.version.add(1)],
            when=PaymentItem.pk.exists() & PaymentItem.claimed_by.does_not_exist(),
            refused=lambda _: None,
        )
        writes.commit(write)


def opened(payment: Payment) -> writes.Write:
    """The write that creates a pending payment, its provider key being part of it by its order's id."""
    item = PaymentItem(
        pk=PAYMENT.key(payment.id),
        sk=PAYMENT_SORT,
        order_id=payment.order_id,
        customer_id=payment.customer_id,
        email=payment.email,
        amount_minor=payment.amount.amount_minor,
        currency=payment.amount.currency,
        hold_until=payment.hold_until,
        created_at=payment.created_at,
        updated_at=payment.updated_at,
        state=payment.state.value,
    )
    return writes.put_new(item, refused=lambda _: PaymentChanged())


def changed(payment: Payment) -> writes.Write:
    """The write that saves a changed payment if nobody changed it before."""
    optional = ("intent_id", "client_secret", "refund_id")
    actions = [
        PaymentItem.state.set(payment.state.value),
        PaymentItem.attempts.set(payment.attempts),
        PaymentItem.refund_failures.set(payment.refund_failures),
        PaymentItem.updated_at.set(payment.updated_at),
        PaymentItem.version.set(payment.version),
    ]
    known = [name for name in optional if getattr(payment, name) is not None]
    actions += [getattr(PaymentItem, name).set(getattr(payment, name)) for name in known]
    return writes.update(
        PaymentItem,
        PAYMENT.key(payment.id),
        PAYMENT_SORT,
        actions,
        when=PaymentItem.version == payment.version - 1,
        refused=lambda _: PaymentChanged(),
    )


def has_succeeded(payment_id: str) -> writes.Write:
    """The check that a payment's money is there."""
    return writes.check(
        PaymentItem,
        PAYMENT.key(payment_id),
        PAYMENT_SORT,
        when=PaymentItem.state == State.SUCCEEDED.value,
        refused=lambda _: PaymentChanged(),
    )


def event(name: str, payment: Payment, **more: object) -> writes.Write:
    """The write that emits an event about a payment, just changed."""
    data = {
        "payment_id": payment.id,
        "order_id": payment.order_id,
        "customer_id": payment.customer_id,
        "amount": payment.amount,
    }
    return outbox.emit(
        name, data | more, service=SERVICE_NAME, aggregate=PAYMENT.key(payment.id), sequence=payment.version
    )


def provider_event_once(event_id: str) -> writes.Write:
    """The write that lets one of the provider's events be applied once (G6)."""
    return markers.once(PROVIDER_EVENTS, event_id)


def _to_payment(item: PaymentItem) -> Payment:
    special = {
        "id": item.pk.removeprefix(PAYMENT.prefix),
        "amount": Money(item.amount_minor, item.currency),
        "state": State(item.state),
    }
    plain = {f.name: getattr(item, f.name) for f in fields(Payment) if f.name not in special}
    return Payment(**(plain | special))
