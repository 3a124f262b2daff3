"""POST /api/payments/create"""

from typing import Annotated

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from payments import manifest, view
from payments.domain import PaymentNotOpen
from payments.intents import Intents
from payments.keys import payment_id_of
from payments.store import PaymentStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which order is to be paid."""

    order_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


@endpoint(manifest.CREATE_PAYMENT)
def handler(
    call: Call[Body], payments: PaymentStore, intents: Intents
) -> Answer[view.PaymentView] | NotFound | PaymentNotOpen | AlreadyAnswered:
    """The live intent of a pending order, made if the first attempt to make it was lost.

    An order has one payment and one live intent, however often this is asked.
    """
    payment = payments.find(payment_id_of(call.input.order_id))
    if payment is None or not call.holds(payment.order_id, payment.holder_id):
        return NotFound()
    live = intents.ensure(payment)
    if isinstance(live, PaymentNotOpen):
        return live
    answer = view.answer(live.payment)
    return AlreadyAnswered() if writes.commit(*call.remember(answer)) else answer
