"""PaymentRefunded → a mail for each refund."""

from haat.events.envelope import Event
from haat.events.reaction import reaction
from notifications import manifest, return_letters
from notifications.courier import Courier
from notifications.domain import Kind, Message, Refund


@reaction(manifest.MAIL_REFUND_PAID)
def handler(event: Event[Refund], courier: Courier) -> None:
    """Write to the customer, once for each refund."""
    refund = event.data
    message = Message(refund.order_id, Kind.REFUND_PAID, event.id, number=str(refund.number))
    courier.deliver(message, return_letters.refund_paid(refund, courier.shop))
