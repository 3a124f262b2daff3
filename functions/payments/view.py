"""A payment as a client sees it."""

import msgspec

from haat.http import Answer
from haat.money import Money
from payments.domain import Payment, State


class PaymentView(msgspec.Struct, frozen=True):
    """One payment. `client_secret` lets the customer's browser pay it; it is shown while it can be paid."""

    id: str
    order_id: str
    status: State
    amount: Money
    attempts: int
    hold_until: str
    version: int
    client_secret: str | None


def of(payment: Payment) -> PaymentView:
    """What a client may see of a payment."""
    return PaymentView(
        id=payment.id,
        order_id=payment.order_id,
        status=payment.state,
        amount=payment.amount,
        attempts=payment.attempts,
        hold_until=payment.hold_until,
        version=payment.version,
        client_secret=payment.client_secret if payment.state is State.PENDING else None,
    )


def answer(payment: Payment) -> Answer[PaymentView]:
    """One payment with its tag."""
    return Answer(of(payment), etag=str(payment.version))
