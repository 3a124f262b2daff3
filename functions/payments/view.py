"""A payment as a client sees it."""

from collections.abc import Sequence

import msgspec

from haat.http import Answer
from haat.money import Money
from payments.domain import Payment, Refund, RefundReason, RefundState, State


class RefundLineView(msgspec.Struct, frozen=True):
    """Units of one line whose price goes back."""

    sku: str
    quantity: int
    amount: Money


class RefundView(msgspec.Struct, frozen=True):
    """One refund: due, then paid by the provider; or failed, and then its amount counts as not refunded."""

    id: str
    payment_id: str
    order_id: str
    status: RefundState
    amount: Money
    reason: RefundReason
    lines: list[RefundLineView]
    shipping: Money
    created_at: str
    updated_at: str


class PaymentView(msgspec.Struct, frozen=True):
    """One payment. `client_secret` lets the customer's browser pay it; it is shown while it can be paid.
    `refunded` is what is due to go back or has gone."""

    id: str
    order_id: str
    status: State
    amount: Money
    captured: Money
    refunded: Money
    refunds: list[RefundView]
    attempts: int
    hold_until: str
    version: int
    client_secret: str | None


def of(payment: Payment, refunds: Sequence[Refund] = ()) -> PaymentView:
    """What a client may see of a payment."""
    currency = payment.amount.currency
    return PaymentView(
        id=payment.id,
        order_id=payment.order_id,
        status=payment.state,
        amount=payment.amount,
        captured=Money(payment.captured_minor, currency),
        refunded=Money(payment.refunded_minor, currency),
        refunds=[refund_view(refund) for refund in refunds],
        attempts=payment.attempts,
        hold_until=payment.hold_until,
        version=payment.version,
        client_secret=payment.client_secret if payment.state is State.PENDING else None,
    )


def answer(payment: Payment, refunds: Sequence[Refund] = ()) -> Answer[PaymentView]:
    """One payment with its tag."""
    return Answer(of(payment, refunds), etag=str(payment.version))


def refund_view(refund: Refund) -> RefundView:
    """What a client may see of a refund."""
    currency = refund.amount.currency
    return RefundView(
        id=refund.id,
        payment_id=refund.payment_id,
        order_id=refund.order_id,
        status=refund.state,
        amount=refund.amount,
        reason=refund.reason,
        lines=[
            RefundLineView(line.sku, line.quantity, Money(line.amount_minor, currency))
            for line in refund.lines
        ],
        shipping=Money(refund.shipping_minor, currency),
        created_at=refund.created_at,
        updated_at=refund.updated_at,
    )
