"""POST /api/payments/confirm"""

from enum import StrEnum
from typing import Annotated

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from payments import manifest, view
from payments.domain import IntentStatus, Kind, kind_of
from payments.gateway import StripeGateway
from payments.settlement import Settlement
from payments.store import PaymentStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which payment the customer comes back from. Cards are the provider's alone to see."""

    payment_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Said(StrEnum):
    """How the payment stands at the provider."""

    WAITING = "waiting"  # nobody has paid yet, or there is nothing to pay with
    NEEDS_ACTION = "needs_action"  # of the customer: 3-D Secure
    PROCESSING = "processing"  # the money is on its way
    DECLINED = "declined"  # another card may do
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


class Confirmation(msgspec.Struct, frozen=True):
    """The payment, and what the provider says of it now."""

    provider_status: Said
    payment: view.PaymentView


@endpoint(manifest.CONFIRM_PAYMENT)
def handler(
    call: Call[Body], payments: PaymentStore, gateway: StripeGateway, settlement: Settlement
) -> Answer[Confirmation] | NotFound | AlreadyAnswered:
    """Ask the provider how a payment went, and record it as its webhook would: whichever comes first."""
    payment = payments.find(call.input.payment_id)
    if payment is None or not call.holds(payment.order_id, payment.holder_id):
        return NotFound()
    said = Said.WAITING
    if payment.intent_id:
        intent = gateway.read_intent(payment.intent_id)
        said = Said.DECLINED if kind_of(intent) is Kind.DECLINED else _SAID[intent.status]
        payment = settlement.record(payment.id, intent) or payment
    answer = Answer(Confirmation(said, view.of(payment)), etag=str(payment.version))
    return AlreadyAnswered() if writes.commit(*call.remember(answer)) else answer


_SAID = {
    IntentStatus.OPEN: Said.WAITING,
    IntentStatus.NEEDS_ACTION: Said.NEEDS_ACTION,
    IntentStatus.PROCESSING: Said.PROCESSING,
    IntentStatus.SUCCEEDED: Said.SUCCEEDED,
    IntentStatus.CANCELLED: Said.CANCELLED,
}
