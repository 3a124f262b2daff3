"""EmailChanged → a mail to the address of before."""

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import change_letters, manifest
from notifications.courier import Courier
from notifications.domain import EmailChanged, Kind, Message


@reaction(manifest.MAIL_EMAIL_CHANGED)
def handler(event: Event[EmailChanged], courier: Courier) -> None:
    """Write to it, once for each change."""
    changed = event.data
    message = Message(changed.customer_id, Kind.EMAIL_CHANGED, event.id, number=str(event.sequence))
    courier.deliver(message, change_letters.email_changed(changed, courier.shop))
