"""OrderAnonymised → its documents keep what the law wants on them, and the e-mail address goes.

Name and address of the buyer are what an invoice must have (UStG § 14 (4) 1), and it is kept for eight years
(UStG § 14b (1), AO § 147 (3)): GDPR Art. 17 (3) b leaves them where they are.
"""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import scrub_rows
from invoices import manifest
from invoices.keys import INVOICE


@dataclass(frozen=True, slots=True)
class OrderAnonymised:
    """What this reads of the event."""

    order_id: str
    customer_id: str


@reaction(manifest.ERASE_ORDER)
def handler(event: Event[OrderAnonymised]) -> None:
    """Scrub documents and events; a repeat changes nothing."""
    scrub_rows(INVOICE.key(event.data.order_id), event.data.customer_id)
