"""Payments to test with."""

from dataclasses import replace
from typing import Any

from haat.money import Money
from haat.table import writes
from payments.domain import Payment
from payments.store import PaymentStore, opened

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


def open_payment(**changed: Any) -> Payment:
    """A pending payment in the table, or one that has been changed to this; as it is there."""
    made = payment(**changed)
    assert writes.commit(opened(made)) == []
    if stored(made.id) != made:
        assert PaymentStore().save(replace(made, version=made.version + 1)) == []
    return stored(made.id)


def stored(payment_id: str = PAYMENT_ID) -> Payment:
    """The payment as it is in the table."""
    found = PaymentStore().find(payment_id)
    assert found
    return found
