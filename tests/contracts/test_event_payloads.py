"""What orders and payments put into the outbox is what their schemas say."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from haat import clock, ids
from haat.money import Money
from haat.order_number import number_of
from haat.table.writes import Write
from haat.totals import untaxed
from infra.docs.events import schemas
from orders.domain import Address, CancelReason, Order, Status
from orders.store import EVENT_OF, moved, placed
from payments.disputes import _event as dispute_event
from payments.domain import (
    DisputeStatus,
    Intent,
    IntentStatus,
    Payment,
    ProviderDispute,
    ProviderEvent,
    ProviderRefund,
    RefundDraft,
    RefundLine,
    RefundReason,
    RefundStatus,
    State,
    disputed,
    refund_due,
)
from payments.refunds import _step as refund_step
from payments.settlement import Settlement
from payments.store import PaymentStore, refund_due_writes
from tests.support.orders import line

pytestmark = pytest.mark.usefixtures("aws")  # PynamoDB wants a connection to build a write

CUSTOMER_ID = ids.new_id("usr")
ORDER_ID, AT = ids.new_id("ord"), clock.now()
PRICE = Money(1999, "EUR")
ORDER = Order(
    id=ORDER_ID,
    number=number_of(ORDER_ID),
    customer_id=CUSTOMER_ID,
    placed_by=CUSTOMER_ID,
    email="ada@example.com",
    status=Status.PENDING,
    lines=(line("CER-BOWL", ids.new_id("prod"), "Bowl", 3, PRICE.amount_minor),),
    currency="EUR",
    totals=untaxed(3 * PRICE.amount_minor),
    shipping_method="standard",
    shipping_address=Address("Ada", "1 Street", "Town", "12345", "DE"),
    payment_id=ids.new_id("pay"),
    cart_version=1,
    placed_at=AT,
    hold_until=AT,
    updated_at=AT,
)
PAYMENT = Payment(
    id=ORDER.payment_id,
    order_id=ORDER.id,
    customer_id=ORDER.customer_id,
    email=ORDER.email,
    amount=ORDER.total,
    hold_until=AT,
    created_at=AT,
    updated_at=AT,
    intent_id="pi_1",
)
VALIDATORS = {(one.event, one.version): Draft202012Validator(one.document) for one in schemas()}


def emitted(*writes: Write) -> tuple[str, Any]:
    """The name and the data of the one event among some writes, which fit its schema."""
    items = [write.request["Item"] for write in writes if "schema_version" in write.request.get("Item", {})]
    (item,) = items
    name, data = item["name"]["S"], json.loads(item["data"]["S"])
    errors = VALIDATORS[name, int(item["schema_version"]["N"])].iter_errors(data)
    assert [error.message for error in errors] == []
    return name, data


class Ledger(PaymentStore):
    """A store of one payment, which keeps what is to be written."""

    def __init__(self, payment: Payment) -> None:
        self._payment = payment
        self.written: tuple[Write, ...] = ()

    def find(self, payment_id: str) -> Payment | None:
        return self._payment

    def commit(self, *changes: Write) -> list[object]:
        self.written = changes
        return []


def test_an_order_that_is_placed() -> None:
    name, data = emitted(*placed(ORDER))
    assert (name, data["order"]["status"]) == ("OrderPlaced", "pending")


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.SHIPPED, Status.DELIVERED])
def test_an_order_that_moves_on(status: Status) -> None:
    name, data = emitted(*moved(replace(ORDER, status=status, version=2)))
    assert (name, data["order"]["status"]) == (EVENT_OF[status], status)


@pytest.mark.parametrize("reason", CancelReason)
def test_an_order_that_is_cancelled(reason: CancelReason) -> None:
    cancelled = replace(ORDER, status=Status.CANCELLED, version=2, cancel_reason=reason)
    name, data = emitted(*moved(cancelled))
    assert (name, data["order"]["cancel_reason"]) == ("OrderCancelled", reason)


@pytest.mark.parametrize("lines", [(), (RefundLine("CER-BOWL", 2, (0, 2), 3998, 638, 0),)])
def test_a_refund_on_its_way(lines: tuple[RefundLine, ...]) -> None:
    paid = replace(PAYMENT, state=State.SUCCEEDED, captured_minor=5997)
    due = refund_due(paid, RefundDraft(3998, RefundReason.RETURNED, lines), at=AT)
    assert isinstance(due, tuple)

    assert emitted(*refund_due_writes(*due))[0] == "RefundDue"
    for status, name in ((RefundStatus.SUCCEEDED, "PaymentRefunded"), (RefundStatus.FAILED, "RefundFailed")):
        told = ProviderRefund("re_1", status, due[1].id, "" if name == "PaymentRefunded" else "lost_card")
        assert emitted(*refund_step(*due, told))[0] == name


@pytest.mark.parametrize("due_by", [None, "2026-12-01T23:59:59Z"])
@pytest.mark.parametrize("status", DisputeStatus)
def test_a_payment_that_is_disputed(status: DisputeStatus, due_by: str | None) -> None:
    told = ProviderDispute("du_1", "pi_1", PRICE, "fraudulent", status, due_by)
    dispute = disputed(None, told, PAYMENT.id, at=AT)
    assert dispute
    assert emitted(dispute_event(PAYMENT, dispute))[0] == "PaymentDisputed"


@pytest.mark.parametrize(
    ("state", "kind", "name"),
    [
        (State.PENDING, "payment_intent.succeeded", "PaymentSucceeded"),
        (State.CANCELLED, "payment_intent.succeeded", "RefundDue"),
        (State.PENDING, "payment_intent.canceled", "PaymentCancelled"),
        (State.PENDING, "payment_intent.payment_failed", "PaymentFailed"),
    ],
)
@pytest.mark.parametrize("reason", ["", "insufficient_funds"])
def test_what_the_provider_tells_of_a_payment(state: State, kind: str, name: str, reason: str) -> None:
    ledger = Ledger(replace(PAYMENT, state=state))
    intent = Intent(
        "pi_1",
        "secret",
        IntentStatus.OPEN,
        PRICE,
        PRICE.amount_minor,
        ORDER_ID,
        PAYMENT.id,
        ORDER.customer_id,
    )
    Settlement(ledger).apply(ProviderEvent("evt_1", kind, intent, reason))
    assert emitted(*ledger.written)[0] == name
