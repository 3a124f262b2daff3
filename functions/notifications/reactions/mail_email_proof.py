"""CustomerRegistered, EmailProofAsked → a mail by which the customer can prove the address.

Its token follows from the event, so a mail that is tried again carries the same. An event that arrives when
the token would have expired is not told: the customer asks again.
"""

from dataclasses import dataclass

from haat import address_proof, clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import account_letters, manifest
from notifications.courier import Courier
from notifications.domain import Kind, Message, Proof


@dataclass(frozen=True, slots=True)
class Registered:
    """What this reads of either event."""

    customer_id: str
    email: str


@reaction(manifest.MAIL_EMAIL_PROOF)
def handler(event: Event[Registered], courier: Courier) -> None:
    """Write to the customer, once for each event."""
    until = clock.iso(clock.seconds(event.occurred_at) + address_proof.LIFE_S)
    if clock.now() >= until:
        return
    proof = Proof(event.data.customer_id, event.data.email, until)
    message = Message(proof.customer_id, Kind.EMAIL_PROOF, event.id, number=str(event.sequence))
    courier.deliver(message, account_letters.email_proof(proof, courier.shop))
