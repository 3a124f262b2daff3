"""PasswordResetBegun → a mail by which the customer can set another password.

Its token follows from the id of the reset, so a mail that is tried again carries the same. An event that
arrives when the token has expired is not told.
"""

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import account_letters, manifest
from notifications.courier import Courier
from notifications.domain import Kind, Message, Reset


@reaction(manifest.MAIL_PASSWORD_RESET)
def handler(event: Event[Reset], courier: Courier) -> None:
    """Write to the customer, once for each reset."""
    reset = event.data
    if clock.now() >= reset.expires_at:
        return
    message = Message(reset.customer_id, Kind.PASSWORD_RESET, event.id, number=reset.reset_id)
    courier.deliver(message, account_letters.password_reset(reset, courier.shop))
