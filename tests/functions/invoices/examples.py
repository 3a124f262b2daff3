"""Orders, invoices and refunds to test with."""

import base64
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2

from haat import clock
from haat.money import Money
from haat.totals import TaxPart, Totals
from invoices.domain.crediting import Refund, RefundedLine
from invoices.domain.documents import Document, Seller
from invoices.domain.issuing import Order, OrderLine, invoice
from invoices.issuer import Issuer
from invoices.reactions import issue_credit_note, issue_invoices
from invoices.store import CounterItem, DocumentItem
from tests.support.messages import message
from tests.support.table import items

EVENTS = Path(__file__).parents[3] / "events"
NOON = "2026-11-22T12:00:00Z"
SELLER = Seller("Haat", ("Market Street 1", "10115 Berlin", "DE"), "DE123456789")
EXAMPLE: dict[str, Any] = json.loads((EVENTS / "orders/order_confirmed.v1.json").read_text())["examples"][0]
CUSTOMER_ID: str = EXAMPLE["order"]["customer_id"]


def order_id(number: int = 1) -> str:
    return f"ord_{number:026d}"


def order(number: int = 1, **changed: Any) -> Order:
    """The order of the event's example, under another id."""
    made = msgspec.convert(EXAMPLE["order"], Order)
    return replace(made, id=order_id(number), **changed)


def line(
    sku: str, quantity: int, unit_minor: int, tax_minor: int = 0, rate_ppm: int = 190_000, **changed: Any
) -> OrderLine:
    """A line at list price, its tax included."""
    total = Money(unit_minor * quantity, "EUR")
    usual: dict[str, Any] = {
        "name": f"Name of {sku}",
        "unit_price": Money(unit_minor, "EUR"),
        "line_total": total,
        "discount_minor": 0,
        "total_minor": total.amount_minor,
    }
    return OrderLine(
        sku=sku, quantity=quantity, tax_minor=tax_minor, tax_rate_ppm=rate_ppm, **(usual | changed)
    )


def two_rates() -> Order:
    """Three bowls at 19 %, one of them for nothing by a discount, and two books at 7 %; shipping is at both.

    24.00 × 3 − 24.00 = 48.00 with 7.66 tax, 10.70 × 2 = 21.40 with 1.40; shipping 4.90 with 0.61.
    """
    bowls = line("BOWL", 3, 2400, 766, discount_minor=2400, total_minor=4800)
    books = line("BOOK", 2, 1070, 140, 70_000)
    taxes = (
        TaxPart("VAT", "DE", 190_000, 4034 + 286, 766 + 54),
        TaxPart("VAT", "DE", 70_000, 2000 + 143, 140 + 7),
    )
    totals = Totals(7200 + 2140, 2400, 490, 967, 4800 + 2140 + 490, tax_included=True, taxes=taxes)
    return order(lines=(bowls, books), totals=totals, total=Money(7430, "EUR"))


def taxed_on_top() -> Order:
    """Two bowls and shipping in New York, where 8.875 % is added."""
    bowls = line("BOWL", 2, 2400, 426, 88_750, total_minor=4800 + 426)
    taxes = (TaxPart("Sales tax", "US-NY", 88_750, 5290, 469),)
    totals = Totals(4800, 0, 490, 469, 5759, tax_included=False, taxes=taxes)
    return order(lines=(bowls,), totals=totals, total=Money(5759, "EUR"))


def invoiced(of: Order, number: str = "2026-000001") -> Document:
    return invoice(of, number=number, at=NOON, seller=SELLER)


def refund(
    amount_minor: int,
    *lines: RefundedLine,
    shipping_minor: int = 0,
    id: str = "re_1",  # noqa: A002
    of: int = 1,
) -> Refund:
    """Money that went back, for some units or for the order as a whole."""
    return Refund(id, order_id(of), Money(amount_minor, "EUR"), lines, shipping_minor)


def issue(*orders: Order, at: str = NOON) -> None:
    """Issue the invoices of some orders at a time."""
    with clock.set_to(lambda: float(clock.seconds(at))):
        Issuer().issue_invoices(orders)


def credit(*refunds: Refund, at: str = NOON) -> None:
    """Issue the credit notes of some refunds at a time."""
    with clock.set_to(lambda: float(clock.seconds(at))):
        for one in refunds:
            Issuer().issue_credit_note(one)


def confirm(*numbers: int) -> list[str]:
    """Hand the events of confirmed orders to the reaction: the messages that have to come again."""
    data = [{"order": EXAMPLE["order"] | {"id": order_id(number)}} for number in numbers]
    records = [message("OrderConfirmed", one, index) for index, one in enumerate(data)]
    answer = issue_invoices.handler({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def refunded(amount_minor: int, *, id: str = "re_1", of: int = 1) -> list[str]:  # noqa: A002
    """Hand the event of a refund to the reaction: the messages that have to come again."""
    data = {
        "payment_id": "pay_01kawzq3n5rv0v7k8t9m2c4x6y",
        "order_id": order_id(of),
        "customer_id": CUSTOMER_ID,
        "refund_id": id,
        "amount": {"amount_minor": amount_minor, "currency": "EUR"},
        "lines": [],
    }
    answer = issue_credit_note.handler({"Records": [message("PaymentRefunded", data)]}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def documents() -> list[Document]:
    """Everything that was ever issued, by number."""
    return sorted((item.document for item in items(DocumentItem)), key=lambda one: one.number)


def numbers() -> list[str]:
    return [one.number for one in documents()]


def counters() -> dict[str, int]:
    """The last number of each series."""
    return {item.pk: item.last for item in items(CounterItem)}


def texts(pdf: bytes) -> list[str]:
    """The text of each page, as the engine of Chrome's viewer has it."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [_text(page) for page in document]


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage().get_text_range()
    return str(text).replace("\r\n", "\n").replace("\u200b\n", "").replace("\u200b", "")


def content(body: str) -> bytes:
    """The bytes of a body that travels in base64."""
    return base64.b64decode(body)
