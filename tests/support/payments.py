"""Payments to test with."""

from dataclasses import replace
from typing import Any

from haat import clock
from haat.money import Money
from haat.table import writes
from payments.domain import Payment, Refund, RefundDraft, RefundReason, State
from payments.keys import refund_id_of
from payments.refunds import refund_writes
from payments.store import PaymentStore, RefundStore, opened

ORDER_ID = "ord_01kawzq3n5rv0v7k8t9m2c4x6y"
PAYMENT_ID = "pay_01kawzq3n5rv0v7k8t9m2c4x6y"
OTHER_ORDER_ID = "ord_01kawzq3n5s2c8n1y6d4j9w7ke"
OTHER_PAYMENT_ID = "pay_01kawzq3n5s2c8n1y6d4j9w7ke"
AT = "2026-11-22T09:30:00Z"
LATER = "2026-11-22T09:31:00Z"
HOLD_UNTIL = "2026-11-22T09:45:00Z"


def payment(**changed: Any) -> Payment:
    """A pending payment of 19.99 EUR."""
    usual: dict[str, Any] = {
        "id": PAYMENT_ID,
        "order_id": ORDER_ID,
        "customer_id": "usr_01kawz9d2hq4m7x0t3f5b8n6cv",
        "email": "ada@example.com",
        "amount": Money(1999, "EUR"),
        "hold_until": HOLD_UNTIL,
        "created_at": AT,
        "updated_at": AT,
    }
    return Payment(**(usual | changed))


def young(**changed: Any) -> Payment:
    """A payment of this moment, whose keys the provider still knows."""
    return payment(created_at=clock.now(), **changed)


def open_payment(**changed: Any) -> Payment:
    """A pending payment in the table, or one that has been changed to this; as it is there."""
    made = payment(**changed)
    assert writes.commit(opened(made)) == []
    if stored(made.id) != made:
        assert PaymentStore().save(replace(made, version=made.version + 1)) == []
    return stored(made.id)


def captured(amount_minor: int = 1999, **changed: Any) -> Payment:
    """A payment in the table whose money the provider has."""
    usual: dict[str, Any] = {
        "state": State.SUCCEEDED,
        "intent_id": "pi_1",
        "captured_minor": amount_minor,
    }
    return open_payment(**(usual | changed))


def refund(amount_minor: int = 1999, *, number: int = 1, attempt: int = 1, **changed: Any) -> Refund:
    """A refund of a payment, which is due."""
    usual: dict[str, Any] = {
        "id": refund_id_of(PAYMENT_ID, number),
        "payment_id": PAYMENT_ID,
        "order_id": ORDER_ID,
        "number": number,
        "amount": Money(amount_minor, "EUR"),
        "reason": RefundReason.ADMIN,
        "created_at": clock.now(),
        "updated_at": clock.now(),
        "attempt": attempt,
    }
    return Refund(**(usual | changed))


def make_due(
    amount_minor: int | None = None, reason: RefundReason = RefundReason.ADMIN, payment_id: str = PAYMENT_ID
) -> Refund:
    """A refund in the table that is due: of an amount, or of all that is left."""
    found = stored(payment_id)
    draft = RefundDraft(found.refundable_minor if amount_minor is None else amount_minor, reason)
    due = refund_writes(found, draft)
    assert isinstance(due, tuple)
    assert writes.commit(*due) == []
    return stored_refund(refund_id_of(payment_id, found.refunds + 1))


def stored_refund(refund_id: str) -> Refund:
    """The refund as it is in the table."""
    found = RefundStore().find(refund_id)
    assert found
    return found[1]


def stored(payment_id: str = PAYMENT_ID) -> Payment:
    """The payment as it is in the table."""
    found = PaymentStore().find(payment_id)
    assert found
    return found
