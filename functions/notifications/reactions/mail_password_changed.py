"""PasswordChanged → a mail that says so, and what to do if it was somebody else."""

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import account_letters, manifest
from notifications.courier import Courier
from notifications.domain import Change, Kind, Message


@reaction(manifest.MAIL_PASSWORD_CHANGED)
def handler(event: Event[Change], courier: Courier) -> None:
    """Write to the customer, once for each change."""
    change = event.data
    message = Message(change.customer_id, Kind.PASSWORD_CHANGED, event.id, number=str(event.sequence))
    courier.deliver(message, account_letters.password_changed(change, courier.shop))
