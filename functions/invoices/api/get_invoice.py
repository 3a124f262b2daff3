"""GET /api/orders/{order_id}/invoice"""

from haat.http import Answer, Call, endpoint
from invoices import manifest, view
from invoices.domain.documents import InvoiceNotIssued
from invoices.store import DocumentStore


@endpoint(manifest.GET_INVOICE)
def handler(call: Call[None], documents: DocumentStore) -> Answer[view.Pdf] | InvoiceNotIssued:
    """The invoice of one of the caller's orders; it is there from a moment after the order was paid."""
    filed = documents.find(call.path["order_id"])
    if filed is None or not call.holds(filed.document.order_id, filed.customer_id):
        return InvoiceNotIssued()
    return view.answer(filed.document)
