"""GET /api/orders/{order_id}/credit-notes"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from haat.money import Money
from invoices import manifest
from invoices.domain.documents import Document, InvoiceNotIssued
from invoices.store import DocumentStore


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class CreditNote(msgspec.Struct):
    """One credit note; its PDF is under its refund."""

    number: str
    refund_id: str
    issued_at: str
    total: Money


class CreditNotes(msgspec.Struct):
    """A page of credit notes."""

    items: list[CreditNote]
    next: str | None


@endpoint(manifest.LIST_CREDIT_NOTES)
def handler(call: Call[Query], documents: DocumentStore) -> CreditNotes | CursorInvalid | InvoiceNotIssued:
    """What was credited of one of the caller's orders, refund by refund."""
    order_id = call.path["order_id"]
    scope = f"credit notes {order_id}"
    after = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    filed = documents.find(order_id)
    if filed is None or not call.holds(filed.document.order_id, filed.customer_id):
        return InvoiceNotIssued()
    page = documents.page_of_credit_notes(order_id, limit=call.input.limit, after=after)
    return CreditNotes(list(map(_shown, page.documents)), cursor.encode(page.last_key, scope=scope))


def _shown(note: Document) -> CreditNote:
    return CreditNote(note.number, note.refund_id or "", note.issued_at, note.total)
