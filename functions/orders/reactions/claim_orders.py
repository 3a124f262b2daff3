"""EmailVerified, EmailChanged → orders that were placed with an address without an account are the account's.

Whoever reads the mail of an account's former address may be somebody else by now: what is ordered with it
from then on is not the account's.
"""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.guests import guest_id
from orders import manifest
from orders.claiming import Claims


@dataclass(frozen=True, slots=True)
class EmailProved:
    """What this reads of either event."""

    customer_id: str
    email: str
    verified_at: str
    former_email: str | None = None


@reaction(manifest.CLAIM_ORDERS)
def handler(event: Event[EmailProved], claims: Claims) -> None:
    """Move them; a repeat finds none left."""
    proved = event.data
    if proved.former_email:
        claims.give_up(guest_id(proved.former_email), proved.customer_id, proved.verified_at)
    claims.prove(guest_id(proved.email), proved.customer_id, proved.verified_at)
