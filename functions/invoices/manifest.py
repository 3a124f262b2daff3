"""The public surface of invoices.

Numbers are counted one after the other, so each series has a single writer: its conditions would keep the
numbers right with many, who would only stand in each other's way.
"""

from haat.grants import Table
from haat.manifest import Auth, Service, endpoint, reaction
from haat.settings import SELLER_ADDRESS, SELLER_VAT_ID, SHOP_NAME
from invoices.keys import INVOICE, NUMBERS

LAYERS = ("documents",)
TYPESETTING_MB = 1024  # half a processor: what a first page takes
ISSUE = (
    Table(("BatchGetItem", "PutItem", "UpdateItem"), NUMBERS),
    Table(("BatchGetItem", "ConditionCheckItem", "PutItem", "Query"), INVOICE),
)
SELLER = (SHOP_NAME, SELLER_ADDRESS, SELLER_VAT_ID)

GET_INVOICE = endpoint(
    "GET",
    "/api/orders/{order_id}/invoice",
    "invoices.api.get_invoice",
    auth=Auth.ORDER_HOLDER,
    grants=(Table(("BatchGetItem",), INVOICE),),
    layers=LAYERS,
    summary="Get the invoice of one of my orders, as PDF",
    memory_mb=TYPESETTING_MB,
)
LIST_CREDIT_NOTES = endpoint(
    "GET",
    "/api/orders/{order_id}/credit-notes",
    "invoices.api.list_credit_notes",
    auth=Auth.ORDER_HOLDER,
    grants=(Table(("BatchGetItem", "Query"), INVOICE),),
    summary="List the credit notes of one of my orders",
    round_trips=2,
)
GET_CREDIT_NOTE = endpoint(
    "GET",
    "/api/orders/{order_id}/credit-notes/{refund_id}",
    "invoices.api.get_credit_note",
    auth=Auth.ORDER_HOLDER,
    grants=(Table(("BatchGetItem",), INVOICE),),
    layers=LAYERS,
    summary="Get the credit note of a refund, as PDF",
    memory_mb=TYPESETTING_MB,
)
ISSUE_INVOICES = reaction(
    "OrderConfirmed",
    "invoices.reactions.issue_invoices",
    grants=ISSUE,
    settings=SELLER,
    emits=("InvoiceIssued", "CreditNoteIssued"),
    at_most_one=True,
)
ISSUE_CREDIT_NOTE = reaction(
    "PaymentRefunded",
    "invoices.reactions.issue_credit_note",
    grants=ISSUE,
    settings=SELLER,
    emits=("CreditNoteIssued",),
    at_most_one=True,
)
FOLLOW_CLAIM = reaction(
    "OrderClaimed", "invoices.reactions.follow_claim", grants=(Table(("PutItem",), INVOICE),)
)
ERASE_ORDER = reaction(
    "OrderAnonymised",
    "invoices.reactions.erase_order",
    grants=(Table(("Query", "UpdateItem"), INVOICE),),
)
SERVICE = Service(
    "invoices",
    (
        GET_INVOICE,
        LIST_CREDIT_NOTES,
        GET_CREDIT_NOTE,
        ISSUE_INVOICES,
        ISSUE_CREDIT_NOTE,
        FOLLOW_CLAIM,
        ERASE_ORDER,
    ),
)
