"""Keys of invoices."""

from haat.grants import KeySpace

INVOICE = KeySpace("INVOICE#")  # the documents of one order, with their events; never changed, never expiring
NUMBERS = KeySpace("INVOICES#")  # the last number of each series and year

INVOICE_SORT = "INVOICE"
OWNER_SORT = "OWNER"
COUNTER_SORT = "COUNTER"
_CREDIT_NOTE = "CREDIT_NOTE#"
_REFUND = "REFUND#"


def credit_note_sort(refund_id: str) -> str:
    """The sort key of a refund's credit note; "" begins those of all."""
    return _CREDIT_NOTE + refund_id


def refund_sort(refund_id: str) -> str:
    """The sort key of a refund that waits for its order's invoice; "" begins those of all."""
    return _REFUND + refund_id
