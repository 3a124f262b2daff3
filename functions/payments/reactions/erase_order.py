"""OrderAnonymised → its payment names nobody either. Amounts and the provider's ids stay: they are books."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import scrub_rows
from payments import manifest
from payments.keys import PAYMENT, payment_id_of


@dataclass(frozen=True, slots=True)
class OrderAnonymised:
    """What this reads of the event."""

    order_id: str
    customer_id: str


@reaction(manifest.ERASE_ORDER)
def handler(event: Event[OrderAnonymised]) -> None:
    """Scrub payment, refunds, disputes and their events; a repeat changes nothing."""
    order = event.data
    scrub_rows(PAYMENT.key(payment_id_of(order.order_id)), order.customer_id)
