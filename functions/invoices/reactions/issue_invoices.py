"""OrderConfirmed → the order's invoice."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from invoices import manifest
from invoices.domain.issuing import Order
from invoices.issuer import Issuer


@dataclass(frozen=True, slots=True)
class OrderConfirmed:
    """What this reads of the event."""

    order: Order


@batch_reaction(manifest.ISSUE_INVOICES)
def handler(events: list[Event[OrderConfirmed]], issuer: Issuer) -> None:
    """A batch takes its numbers at once; an order that has an invoice gets no other."""
    issuer.issue_invoices([event.data.order for event in events])
