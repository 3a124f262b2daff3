"""RefundDue → the provider gives the money back."""

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from payments import manifest
from payments.refunds import Refunds


class RefundDue(msgspec.Struct):
    """What this reads of the event."""

    payment_id: str


@reaction(manifest.PAY_REFUND)
def handler(event: Event[RefundDue], refunds: Refunds) -> None:
    """A repeat finds the payment refunded; the provider's key guards what lies between."""
    refunds.pay(event.data.payment_id)
