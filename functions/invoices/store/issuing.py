"""The writes that issue documents: the counter of their series, and each with its event."""

from dataclasses import dataclass
from typing import Any

from haat.events import outbox
from haat.table import writes
from invoices.domain.documents import Document, Kind, Series
from invoices.keys import COUNTER_SORT, INVOICE, INVOICE_SORT, NUMBERS, credit_note_sort
from invoices.store.items import CounterItem, DocumentItem

SERVICE_NAME = "invoices"
EVENT_OF = {Kind.INVOICE: "InvoiceIssued", Kind.CREDIT_NOTE: "CreditNoteIssued"}


@dataclass(frozen=True, slots=True)
class TakenMeanwhile:
    """Somebody else took the number, or issued the document: look again."""


def counter_key(series: Series) -> tuple[str, str]:
    return NUMBERS.key(series.kind.value, series.year), COUNTER_SORT


def advanced(series: Series, last: int, to: int) -> writes.Write:
    """The write that takes the numbers after `last`, if nobody has taken one since."""
    pk, sk = counter_key(series)
    if last == 0:
        return writes.put_new(CounterItem(pk=pk, sk=sk, last=to), refused=_taken)
    actions = [CounterItem.last.set(to), CounterItem.version.add(1)]
    return writes.update(CounterItem, pk, sk, actions, when=CounterItem.last == last, refused=_taken)


def issued(document: Document, sequence: int) -> tuple[writes.Write, ...]:
    """The writes that put a document where its order or refund has none yet, with its event."""
    sort = credit_note_sort(document.refund_id) if document.refund_id else INVOICE_SORT
    item = DocumentItem(pk=INVOICE.key(document.order_id), sk=sort, number=document.number, document=document)
    event = outbox.emit(
        EVENT_OF[document.kind],
        _told(document),
        service=SERVICE_NAME,
        aggregate=INVOICE.key(document.order_id),
        sequence=sequence,
    )
    return writes.put_new(item, refused=_taken), event


def _told(document: Document) -> dict[str, object]:
    """A document as its event shows it: invoices/*.v1.json."""
    told: dict[str, object] = {
        "number": document.number,
        "issued_at": document.issued_at,
        "order_id": document.order_id,
        "customer_id": document.customer_id,
        "email": document.email,
        "total": document.total,
    }
    correction = {"refund_id": document.refund_id, "corrects": document.corrects}
    return told | (correction if document.kind is Kind.CREDIT_NOTE else {})


def _taken(_: dict[str, Any] | None) -> TakenMeanwhile:
    return TakenMeanwhile()
