"""Payments in the table."""

from dataclasses import dataclass

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action, RemoveAction

from haat.events import outbox
from haat.table import markers, reads, writes
from payments.domain import Payment, Refund, State, first_look_at, is_settled
from payments.keys import (
    DECLINES,
    DUE_PARTITIONS,
    PAYMENT,
    PAYMENT_SORT,
    PAYMENTS_DUE,
    PROVIDER_EVENTS,
    REFUND_SORT_END,
    due_partition,
)
from payments.store.items import PaymentItem, PaymentPart, RefundItem, to_payment, to_refund

SERVICE_NAME = "payments"
PAGE = 100
_OPTIONAL = ("intent_id", "client_secret")
_CHANGING = ("create_attempt", "attempts", "captured_minor", "refunded_minor", "returned_minor", "refunds")


@dataclass(frozen=True, slots=True)
class PaymentChanged:
    """Somebody else changed the payment first: read it again."""


@dataclass(frozen=True, slots=True)
class Due:
    """What still has to happen, the oldest first, as the index knows it: read it again before acting."""

    payments: list[Payment]
    refunds: list[Refund]


class PaymentStore:
    """Payments; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, payment_id: str) -> Payment | None:
        """One payment. One consistent read."""
        item = reads.find(PaymentItem, PAYMENT.key(payment_id), PAYMENT_SORT, consistent=True)
        return to_payment(item) if item else None

    def with_refunds(self, payment_id: str) -> tuple[Payment, list[Refund]] | None:
        """One payment and its refunds, first to last. One consistent query."""
        if len(payment_id) > PAGE:
            return None  # a client may ask for any id
        where = PaymentPart.sk.between(PAYMENT_SORT, REFUND_SORT_END)
        page = reads.page(
            PaymentPart, PAYMENT.key(payment_id), limit=PAGE, after=None, where=where, consistent=True
        )
        found = [to_payment(item) for item in page.items if isinstance(item, PaymentItem)]
        refunds = [to_refund(item) for item in page.items if isinstance(item, RefundItem)]
        return (found[0], refunds) if found else None

    def due(self, before: str, *, limit: int = PAGE) -> Due:
        """What was to be looked at before a moment: up to `limit` of each part of the index.

        Eight queries of the index, eventually consistent.
        """
        items: list[PaymentPart] = []
        for part in range(DUE_PARTITIONS):
            where = PaymentPart.gsi1sk < before
            page = reads.page(
                PaymentPart, PAYMENTS_DUE.key(part), limit=limit, after=None, where=where, by_index=True
            )
            items += page.items
        items.sort(key=lambda item: item.gsi1sk or "")
        return Due(
            [to_payment(item) for item in items if isinstance(item, PaymentItem)],
            [to_refund(item) for item in items if isinstance(item, RefundItem)],
        )

    def save(self, payment: Payment, *also: writes.Write) -> list[object]:
        """Save a changed payment if it still is at the version before; with `also` in one transaction.

        Returns: [] or what refused it, PaymentChanged among that.
        """
        return self.commit(changed(payment), *also)

    def commit(self, *changes: writes.Write) -> list[object]:
        """Apply writes made by this package's functions, in one transaction: [] or what refused it."""
        return writes.commit(*changes)

    def postpone(self, payment_id: str, check_at: str) -> None:
        """Look at a payment that is not settled at another time. One write, which is no change of it."""
        write = writes.update(
            PaymentItem,
            PAYMENT.key(payment_id),
            PAYMENT_SORT,
            [PaymentItem.gsi1sk.set(check_at)],
            when=PaymentItem.gsi1pk.exists(),
            refused=lambda _: None,
        )
        writes.commit(write)

    def settle(self, payment: Payment) -> None:
        """Look at a payment no more, if it still is as it was. One write, which is no change of it."""
        write = writes.update(
            PaymentItem,
            PAYMENT.key(payment.id),
            PAYMENT_SORT,
            _out_of_the_index(),
            when=(PaymentItem.version == payment.version) & PaymentItem.gsi1pk.exists(),
            refused=lambda _: None,
        )
        writes.commit(write)

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
        return to_payment(item) if isinstance(item, PaymentItem) else None

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
    """The write that creates a pending payment, its provider key being part of it by its order's id.

    OrderPlaced, in the same transaction, tells of it: a payment's own trail begins with what becomes of it.
    """
    item = PaymentItem(
        pk=PAYMENT.key(payment.id),
        sk=PAYMENT_SORT,
        gsi1pk=due_partition(payment.id),
        gsi1sk=first_look_at(payment),
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


def changed(payment: Payment, *, only_if: Condition | None = None) -> writes.Write:
    """The write that saves a changed payment if nobody changed it before, and if `only_if` holds."""
    actions: list[Action] = [
        PaymentItem.state.set(payment.state.value),
        PaymentItem.updated_at.set(payment.updated_at),
        PaymentItem.version.set(payment.version),
        PaymentItem.sequence.set(payment.sequence),
    ]
    known = [name for name in _OPTIONAL if getattr(payment, name) is not None]
    actions += [getattr(PaymentItem, name).set(getattr(payment, name)) for name in (*_CHANGING, *known)]
    if is_settled(payment):
        actions += _out_of_the_index()
    unchanged = PaymentItem.version == payment.version - 1
    return writes.update(
        PaymentItem,
        PAYMENT.key(payment.id),
        PAYMENT_SORT,
        actions,
        when=unchanged & only_if if only_if is not None else unchanged,
        refused=lambda _: PaymentChanged(),
    )


def taken(payment_id: str) -> writes.Write:
    """The write by which a confirmed order takes the money of its payment, which has to be there.

    It settles the payment, which otherwise is as it was.
    """
    return writes.update(
        PaymentItem,
        PAYMENT.key(payment_id),
        PAYMENT_SORT,
        _out_of_the_index(),
        when=PaymentItem.state == State.SUCCEEDED.value,
        refused=lambda _: PaymentChanged(),
    )


def event(name: str, payment: Payment, **more: object) -> writes.Write:
    """The write that emits an event about a payment, just moved: its number is that of the transition."""
    data = {
        "payment_id": payment.id,
        "order_id": payment.order_id,
        "customer_id": payment.customer_id,
        "amount": payment.amount,
    }
    return outbox.emit(
        name, data | more, service=SERVICE_NAME, aggregate=PAYMENT.key(payment.id), sequence=payment.sequence
    )


def provider_event_once(event_id: str) -> writes.Write:
    """The write that lets one of the provider's events be applied once (G6)."""
    return markers.once(PROVIDER_EVENTS, event_id)


def decline_once(charge_id: str) -> writes.Write:
    """The write that lets a declined charge be counted once, whoever tells of it."""
    return markers.once(DECLINES, charge_id)


def _out_of_the_index() -> list[RemoveAction]:
    return [PaymentItem.gsi1pk.remove(), PaymentItem.gsi1sk.remove()]
