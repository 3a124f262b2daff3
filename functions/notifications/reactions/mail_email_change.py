"""EmailChangeAsked → a mail to each of the two addresses.

Their tokens follow from the id of the change, so a mail that is tried again carries the same. An event that
arrives when they have expired is not told. Who has an account with the new address gets a mail without one.
"""

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import change_letters, manifest
from notifications.courier import Courier
from notifications.domain import EmailChange, Kind, Message


@reaction(manifest.MAIL_EMAIL_CHANGE)
def handler(event: Event[EmailChange], courier: Courier) -> None:
    """Write to both, once for each change."""
    change, shop = event.data, courier.shop
    if clock.now() >= change.expires_at:
        return
    new = change_letters.to_who_has_it if change.new_address == "taken" else change_letters.to_the_new
    letters = (
        (Kind.EMAIL_CHANGE, change_letters.to_the_current(change, shop)),
        (Kind.NEW_EMAIL, new(change, shop)),
    )
    for kind, letter in letters:
        courier.deliver(Message(change.customer_id, kind, event.id, number=change.change_id), letter)
