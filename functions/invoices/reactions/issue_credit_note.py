"""PaymentRefunded → the credit note of the refund."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.money import Money
from invoices import manifest
from invoices.domain.crediting import Refund, RefundedLine
from invoices.issuer import Issuer


@dataclass(frozen=True, slots=True)
class PaymentRefunded:
    """What this reads of the event."""

    payment_id: str
    order_id: str
    amount: Money
    refund_id: str = ""  # of a payment that went back as a whole
    lines: tuple[RefundedLine, ...] = ()
    shipping_minor: int = 0


@reaction(manifest.ISSUE_CREDIT_NOTE)
def handler(event: Event[PaymentRefunded], issuer: Issuer) -> None:
    """Money that came for no order that was confirmed has no invoice, and gets no credit note."""
    told = event.data
    refund_id = told.refund_id or told.payment_id
    issuer.issue_credit_note(Refund(refund_id, told.order_id, told.amount, told.lines, told.shipping_minor))
