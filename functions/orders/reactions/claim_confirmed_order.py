"""OrderConfirmed → an order of a guest whose address an account has proved before is that account's."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.guests import is_guest
from orders import manifest
from orders.claiming import Claims


@dataclass(frozen=True, slots=True)
class ConfirmedOrder:
    """What this reads of an order."""

    id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class OrderConfirmed:
    """What this reads of the event."""

    order: ConfirmedOrder


@reaction(manifest.CLAIM_CONFIRMED_ORDER)
def handler(event: Event[OrderConfirmed], claims: Claims) -> None:
    """Move it; customers' orders need no look at anything."""
    order = event.data.order
    if is_guest(order.customer_id):
        claims.follow(order.id, order.customer_id)
