"""From the events, as their schemas show them, to documents and to events of their own."""

import pytest

from haat import clock
from invoices import manifest
from invoices.keys import INVOICE
from invoices.store import RefundItem
from tests.functions.invoices.examples import (
    EXAMPLE,
    confirm,
    credit,
    documents,
    issue,
    numbers,
    order,
    order_id,
    refund,
    refunded,
)
from tests.support.events import data, emitted
from tests.support.table import items
from tests.support.wire import Wire, refused

pytestmark = pytest.mark.usefixtures("table")
YEAR = clock.now()[:4]


def test_a_batch_of_confirmed_orders_gets_its_invoices_in_one_transaction(wire: Wire) -> None:
    assert confirm(1, 2, 3, 2) == []
    assert numbers() == [f"{YEAR}-00000{number}" for number in (1, 2, 3)]
    assert len(wire.bodies("TransactWriteItems")) == 1


def test_an_invoice_says_what_the_event_said() -> None:
    confirm(1)
    (made,), told = documents(), EXAMPLE["order"]
    assert made.order_number == told["number"]
    assert made.buyer.name == told["shipping_address"]["name"]
    assert made.totals.total_minor == told["total"]["amount_minor"]
    assert [line.sku for line in made.lines] == [line["sku"] for line in told["lines"]]


def test_a_refund_gets_a_credit_note_once() -> None:
    confirm(1)
    assert [refunded(500), refunded(500)] == [[], []]
    assert numbers() == [f"{YEAR}-000001", f"C{YEAR}-000001"]


def test_every_document_is_told_of_by_an_event_that_fits_its_schema() -> None:
    issue(order(1))
    credit(refund(500), refund(700, id="re_2"))
    events = emitted(INVOICE, order_id(1))
    assert [(event.name, event.sequence) for event in events] == [
        ("InvoiceIssued", 1),
        ("CreditNoteIssued", 2),
        ("CreditNoteIssued", 3),
    ]
    assert data(events[1])["corrects"] == data(events[0])["number"]


def test_a_refund_that_is_told_of_before_its_order_waits_for_the_invoice() -> None:
    assert refunded(500) == []
    assert numbers() == []
    assert [item.refund.id for item in items(RefundItem)] == ["re_1"]
    confirm(1)
    assert numbers() == [f"{YEAR}-000001", f"C{YEAR}-000001"]


def test_money_that_no_order_waited_for_gets_no_credit_note() -> None:
    refunded(500)
    refunded(500)
    assert numbers() == []


def test_more_than_the_order_cost_is_left_to_people() -> None:
    confirm(1)
    assert refunded(10**9) == ["message-1"]


def test_a_batch_that_cannot_be_written_comes_again(wire: Wire) -> None:
    wire.next("TransactWriteItems", refused("AccessDeniedException"))
    with pytest.raises(Exception, match="AccessDenied"):
        confirm(1, 2)
    assert confirm(1, 2) == []
    assert len(numbers()) == 2


def test_nobody_may_change_or_delete_a_document_but_who_erases_its_email_address() -> None:
    allowed = {
        action
        for function in manifest.SERVICE
        if function is not manifest.ERASE_ORDER
        for grant in function.grants
        if INVOICE in getattr(grant, "spaces", ())
        for action in getattr(grant, "actions", ())
    }
    assert allowed == {"BatchGetItem", "ConditionCheckItem", "PutItem", "Query"}
