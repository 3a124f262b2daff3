"""RefundDue → the provider gives the money back."""

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from payments import manifest
from payments.refunds import Refunds


class RefundDue(msgspec.Struct):
    """What this reads of the event."""

    refund_id: str


@reaction(manifest.PAY_REFUND)
def handler(event: Event[RefundDue], refunds: Refunds) -> None:
    """A repeat finds the refund paid; the provider's key guards what lies between."""
    refunds.pay(event.data.refund_id)
