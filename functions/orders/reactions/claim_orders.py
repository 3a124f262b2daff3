"""EmailVerified → orders that were placed with the address without an account are the account's."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.guests import guest_id
from orders import manifest
from orders.claiming import Claims


@dataclass(frozen=True, slots=True)
class EmailVerified:
    """What this reads of the event."""

    customer_id: str
    email: str
    verified_at: str


@reaction(manifest.CLAIM_ORDERS)
def handler(event: Event[EmailVerified], claims: Claims) -> None:
    """Move them; a repeat finds none left."""
    proved = event.data
    claims.prove(guest_id(proved.email), proved.customer_id, proved.verified_at)
