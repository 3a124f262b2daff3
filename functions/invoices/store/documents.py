"""Invoices and credit notes in the table. They are put once and never updated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from haat.table import reads, writes
from haat.table.item import Item
from invoices.domain.crediting import Refund
from invoices.domain.documents import Document, Series
from invoices.keys import INVOICE, INVOICE_SORT, OWNER_SORT, credit_note_sort, refund_sort
from invoices.store.issuing import TakenMeanwhile, advanced, counter_key, issued
from invoices.store.items import CounterItem, DocumentItem, OwnerItem, RefundItem

PAGE = 100  # items of an order that one query reads
ItemT = TypeVar("ItemT", bound=Item)


@dataclass(frozen=True, slots=True)
class Filed:
    """A document, and whose order it is by now."""

    document: Document
    customer_id: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some documents of one order."""

    documents: list[Document]
    last_key: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What issuing goes by: the last number of a series, and the invoices that some orders have."""

    last: int
    invoices: dict[str, Document]  # by order


class DocumentStore:
    """Invoices and credit notes; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, order_id: str) -> Filed | None:
        """The invoice of an order. One consistent batch read."""
        return _filed(order_id, INVOICE_SORT)

    def find_credit_note(self, order_id: str, refund_id: str) -> Filed | None:
        """The credit note of a refund. One consistent batch read."""
        return _filed(order_id, credit_note_sort(refund_id))

    def follow_claim(self, order_id: str, customer_id: str) -> None:
        """Note whose order it is by now; it is claimed once. One write."""
        item = OwnerItem(pk=INVOICE.key(order_id), sk=OWNER_SORT, customer_id=customer_id)
        writes.commit(writes.put_new(item, refused=lambda _: None))

    def credit_notes_of(self, order_id: str) -> list[Document]:
        """All credit notes of an order. One consistent query for each megabyte."""
        found = _all(DocumentItem, INVOICE.key(order_id), credit_note_sort(""))
        return [item.document for item in found]

    def page_of_credit_notes(
        self, order_id: str, *, limit: int, after: dict[str, Any] | None
    ) -> DocumentPage:
        """The credit notes of an order, by refund. One consistent query."""
        page = _page(DocumentItem, INVOICE.key(order_id), credit_note_sort(""), limit=limit, after=after)
        return DocumentPage([item.document for item in page.items], page.last_key)

    def look(self, series: Series, order_ids: Sequence[str]) -> Desk:
        """The last number of a series, and the invoices of up to 99 orders. One consistent batch read."""
        counter = counter_key(series)
        keys = [(INVOICE.key(order_id), INVOICE_SORT) for order_id in order_ids]
        found = reads.find_many([counter, *keys], consistent=True)
        last = [item.last for item in found.values() if isinstance(item, CounterItem)]
        invoices = [item.document for item in found.values() if isinstance(item, DocumentItem)]
        return Desk(sum(last), {one.order_id: one for one in invoices})

    def issue(
        self, series: Series, last: int, documents: Sequence[Document], *, sequence: int
    ) -> TakenMeanwhile | None:
        """Put documents that take the numbers after `last`, with their events. One transaction.

        `sequence` is of the events: which document of its order each is.
        """
        puts = [write for one in documents for write in issued(one, sequence)]
        refusals = writes.commit(advanced(series, last, last + len(documents)), *puts)
        return TakenMeanwhile() if refusals else None

    def wait(self, refund: Refund) -> TakenMeanwhile | None:
        """Keep a refund for when its order gets an invoice, unless it has one. One transaction."""
        item = RefundItem(pk=INVOICE.key(refund.order_id), sk=refund_sort(refund.id), refund=refund)
        no_invoice = writes.check(
            DocumentItem,
            item.pk,
            INVOICE_SORT,
            when=DocumentItem.pk.does_not_exist(),
            refused=lambda _: TakenMeanwhile(),
        )
        refusals = writes.commit(no_invoice, writes.put(item, when=None, refused=lambda _: None))
        return TakenMeanwhile() if refusals else None

    def waiting(self, order_id: str) -> list[Refund]:
        """The refunds that came before an order's invoice. One consistent query."""
        found = _all(RefundItem, INVOICE.key(order_id), refund_sort(""))
        return [item.refund for item in found]


def _filed(order_id: str, sort: str) -> Filed | None:
    pk = INVOICE.key(order_id)
    found = reads.find_many([(pk, sort), (pk, OWNER_SORT)], consistent=True)
    item, owner = found.get((pk, sort)), found.get((pk, OWNER_SORT))
    if not isinstance(item, DocumentItem):
        return None
    customer_id = owner.customer_id if isinstance(owner, OwnerItem) else item.document.customer_id
    return Filed(item.document, customer_id)


def _all(of: type[ItemT], pk: str, prefix: str) -> Iterator[ItemT]:
    after, more = None, True
    while more:
        page = _page(of, pk, prefix, limit=PAGE, after=after)
        yield from page.items
        after, more = page.last_key, page.last_key is not None


def _page(
    of: type[ItemT], pk: str, prefix: str, *, limit: int, after: dict[str, Any] | None
) -> reads.Page[ItemT]:
    under = of.sk.startswith(prefix)
    return reads.page(of, pk, limit=limit, after=after, where=under, consistent=True)
