"""PaymentFailed → a mail that asks for another payment, about the first decline of an order alone.

I13 allows one mail for each order and kind, so a second decline is not told again: the customer sees it in
the shop, and whatever ends the order is mailed anyway.
"""

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import letters, manifest
from notifications.courier import Courier
from notifications.domain import Decline, Kind, Message


@reaction(manifest.MAIL_PAYMENT_FAILED)
def handler(event: Event[Decline], courier: Courier) -> None:
    """Write to the customer, once, while there is still something to be done."""
    decline = event.data
    if decline.leaves_a_choice(clock.now()):
        message = Message(decline.order_id, Kind.PAYMENT_FAILED, event.id)
        courier.deliver(message, letters.payment_failed(decline, courier.shop))
