"""Invoices in the table."""

from invoices.store.documents import Desk, DocumentPage, DocumentStore, Filed
from invoices.store.issuing import TakenMeanwhile
from invoices.store.items import CounterItem, DocumentItem, OwnerItem, RefundItem

__all__ = [
    "CounterItem",
    "Desk",
    "DocumentItem",
    "DocumentPage",
    "DocumentStore",
    "Filed",
    "OwnerItem",
    "RefundItem",
    "TakenMeanwhile",
]
