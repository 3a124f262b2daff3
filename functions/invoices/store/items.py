"""Everything of invoices that is in the table."""

from haat.table.item import Document as Json
from haat.table.item import Integer, Item, Text
from invoices.domain.crediting import Refund
from invoices.domain.documents import Document


class DocumentItem(Item, discriminator="document"):
    """One invoice or credit note, whole."""

    number = Text()
    document: Json[Document] = Json(Document)


class OwnerItem(Item, discriminator="invoice_owner"):
    """Whose order it is by now, where that is not whoever placed it."""

    customer_id = Text()


class CounterItem(Item, discriminator="document_counter"):
    """The last number of one series."""

    last = Integer()


class RefundItem(Item, discriminator="invoice_refund"):
    """A refund that was paid before its order had an invoice, or that never had one."""

    refund: Json[Refund] = Json(Refund)
