"""OrderClaimed → the account that claimed a guest's order sees its payment as well."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from payments import manifest
from payments.store import PaymentStore


@dataclass(frozen=True, slots=True)
class ClaimedOrder:
    """What this reads of an order."""

    customer_id: str
    payment_id: str


@dataclass(frozen=True, slots=True)
class OrderClaimed:
    """What this reads of the event."""

    order: ClaimedOrder


@reaction(manifest.FOLLOW_CLAIM)
def handler(event: Event[OrderClaimed], payments: PaymentStore) -> None:
    """An order is claimed once, so a repeat changes nothing. The provider goes on knowing the guest (G7)."""
    payments.follow_claim(event.data.order.payment_id, event.data.order.customer_id)
