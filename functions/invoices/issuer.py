"""Issues invoices and credit notes: each gets the next number of its series, and gets it once.

    look → put counter, documents and events in one transaction → or look again

The transaction holds only while the counter is where it was seen and no document is there yet. So a number is
taken if and only if its document exists: whoever dies in between has taken none, whoever comes twice finds
the document, and of two at once one looks again.

A refund may be told of before its order's invoice is there. It waits in the table, and whoever issues the
invoice looks for it afterwards; so does every repeat.
"""

from collections.abc import Sequence

from haat import clock
from haat.faults import Transient
from haat.settings import SELLER_ADDRESS, SELLER_VAT_ID, SHOP_NAME
from invoices.domain.crediting import Refund, credit_note
from invoices.domain.documents import Kind, Seller, series_at
from invoices.domain.issuing import Order, invoice
from invoices.store import DocumentStore

ATTEMPTS = 8  # at a counter that others move at the same time; the manifest keeps most of them away


class NumbersContended(Transient):
    """Others took the next number at every attempt. Nothing was issued."""


class Issuer:
    """Issues documents."""

    def __init__(self, documents: DocumentStore | None = None) -> None:
        self._documents = documents or DocumentStore()

    def issue_invoices(self, orders: Sequence[Order]) -> None:
        """Issue the invoices of some orders, up to 33, in one transaction, and what waited for them.

        Two round trips and one for each order. Raises: NumbersContended.
        """
        due = {order.id: order for order in orders}
        self._issue_invoices(list(due.values()))
        for order_id in due:
            for refund in self._documents.waiting(order_id):
                self.issue_credit_note(refund)

    def issue_credit_note(self, refund: Refund) -> None:
        """Issue the credit note of a refund, or keep it until there is an invoice. Three round trips.

        Raises: NumbersContended.
        """
        for _ in range(ATTEMPTS):
            if self._credited(refund):
                return
        raise NumbersContended(refund.id)

    def _issue_invoices(self, orders: list[Order]) -> None:
        for _ in range(ATTEMPTS):
            at = clock.now()
            series = series_at(Kind.INVOICE, at)
            desk = self._documents.look(series, [order.id for order in orders])
            due = [order for order in orders if order.id not in desk.invoices]
            documents = [
                invoice(order, number=series.number(number), at=at, seller=seller())
                for number, order in enumerate(due, start=desk.last + 1)
            ]
            if not documents or not self._documents.issue(series, desk.last, documents, sequence=1):
                return
        raise NumbersContended(", ".join(order.id for order in orders))

    def _credited(self, refund: Refund) -> bool:
        """One attempt; False: somebody was faster, look again."""
        at = clock.now()
        series = series_at(Kind.CREDIT_NOTE, at)
        desk = self._documents.look(series, [refund.order_id])
        corrected = desk.invoices.get(refund.order_id)
        if corrected is None:
            return self._documents.wait(refund) is None
        earlier = self._documents.credit_notes_of(refund.order_id)
        if any(note.refund_id == refund.id for note in earlier):
            return True
        number = series.number(desk.last + 1)
        note = credit_note(corrected, earlier, refund, number=number, at=at)
        return not self._documents.issue(series, desk.last, [note], sequence=len(earlier) + 2)


def seller() -> Seller:
    """Who sells, by the settings of today."""
    address = tuple(line.strip() for line in SELLER_ADDRESS.text().split(",") if line.strip())
    return Seller(SHOP_NAME.text(), address, SELLER_VAT_ID.text())
