"""OrderMailAsked → a mail about an order once more, in the words of the event that it told the first time."""

from dataclasses import dataclass

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import letters, manifest
from notifications.courier import Courier
from notifications.domain import Kind, Message, Order
from notifications.told import ToldEvents

LETTERS = {Kind.ORDER_CONFIRMED: letters.order_confirmed, Kind.ORDER_CANCELLED: letters.order_cancelled}


@dataclass(frozen=True, slots=True)
class OrderMailAsked:
    """What this reads of the event."""

    order_id: str
    kind: Kind
    event_id: str  # of the event that the mail tells
    number: int  # of the mails about the order that were asked for


class Told(msgspec.Struct, frozen=True):
    """What this reads of the event that the mail tells."""

    order: Order


@reaction(manifest.MAIL_ORDER_AGAIN)
def handler(event: Event[OrderMailAsked], courier: Courier, events: ToldEvents) -> None:
    """Write to the customer, once for each time that it was asked for; not to who is erased since."""
    asked = event.data
    told = events.find(asked.event_id, Told)
    if told is None or "@" not in told.order.email:
        return
    message = Message(asked.order_id, asked.kind, event.id, number=f"again-{asked.number}")
    courier.deliver(message, LETTERS[asked.kind](told.order, courier.shop))
