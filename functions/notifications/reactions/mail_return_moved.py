"""ReturnApproved, ReturnRejected, ReturnReceived → a mail that says so, once for each return."""

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import manifest, return_letters
from notifications.courier import Courier
from notifications.domain import Kind, Message, Return

KIND_OF = {
    "ReturnApproved": Kind.RETURN_APPROVED,
    "ReturnRejected": Kind.RETURN_REJECTED,
    "ReturnReceived": Kind.RETURN_RECEIVED,
}


class ReturnMoved(msgspec.Struct):
    """What this reads of each of the events."""

    about: Return = msgspec.field(name="return")


@reaction(manifest.MAIL_RETURN_MOVED)
def handler(event: Event[ReturnMoved], courier: Courier) -> None:
    """Write to the customer."""
    kind, about = KIND_OF[event.name], event.data.about
    message = Message(about.order_id, kind, event.id, number=str(about.number))
    courier.deliver(message, return_letters.return_moved(kind, about, courier.shop))
