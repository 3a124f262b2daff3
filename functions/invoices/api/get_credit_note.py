"""GET /api/orders/{order_id}/credit-notes/{refund_id}"""

from haat.http import Answer, Call, endpoint
from invoices import manifest, view
from invoices.domain.documents import CreditNoteNotIssued
from invoices.store import DocumentStore


@endpoint(manifest.GET_CREDIT_NOTE)
def handler(call: Call[None], documents: DocumentStore) -> Answer[view.Pdf] | CreditNoteNotIssued:
    """The credit note of a refund of one of the caller's orders."""
    filed = documents.find_credit_note(call.path["order_id"], call.path["refund_id"])
    if filed is None or not call.holds(filed.document.order_id, filed.customer_id):
        return CreditNoteNotIssued()
    return view.answer(filed.document)
