"""POST /api/payments/webhook"""

import msgspec

from haat.http import Call, endpoint
from payments import manifest
from payments.disputes import Disputes
from payments.domain import WebhookRejected
from payments.gateway import StripeGateway
from payments.refunds import Refunds
from payments.settlement import Settlement


class Received(msgspec.Struct):
    """The event is recorded: the provider need not send it again."""

    received: bool


@endpoint(manifest.RECEIVE_WEBHOOK)
def handler(
    call: Call[None], gateway: StripeGateway, settlement: Settlement, refunds: Refunds, disputes: Disputes
) -> Received | WebhookRejected:
    """Record one event of the provider. A repeat, or an event about nothing of ours, is acknowledged."""
    told = gateway.verify_webhook(call.raw_body, call.headers.get("stripe-signature", ""))
    if isinstance(told, WebhookRejected):
        return told
    if told.refund:
        refunds.apply(told)
    elif told.dispute:
        disputes.apply(told)
    else:
        settlement.apply(told)
    return Received(received=True)
