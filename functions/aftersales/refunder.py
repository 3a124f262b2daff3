"""Refunds that somebody in charge gives, each in one transaction with the answer to its request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aftersales import refunding
from haat import clock
from haat.errors import Conflict, InvalidInput, NotFound
from haat.faults import Transient
from haat.http import Answer
from haat.http.once import AlreadyAnswered, Once
from haat.money import Money
from haat.table import writes
from orders import participant as orders
from orders.participant import Order, Status
from payments import participant as payments
from payments.participant import Payment, Refund, RefundDraft, RefundTooLarge, RefundView

ATTEMPTS = 4  # at a payment that others change at the same time
REFUNDS_MAX = 90  # of one payment, all in one read


@dataclass(frozen=True, slots=True)
class OrderNotRefundable(Conflict):
    """The money of this order cannot be given back by hand."""

    detail = "The order is {order_status}: cancel it, and whatever was paid goes back."
    order_status: Status


@dataclass(frozen=True, slots=True)
class TooManyRefunds(Conflict):
    """This payment has too many refunds."""

    detail = "A payment has at most {most}."
    most: int


Refusal = InvalidInput | OrderNotRefundable | RefundTooLarge | TooManyRefunds


class RefundContended(Transient):
    """Others changed the payment at every attempt."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid for an order, and what of it has gone back: drafts of what else may."""

    order: Order
    payment: Payment
    refunds: Sequence[Refund]

    def all_that_is_left(self) -> RefundDraft | InvalidInput:
        return refunding.all_that_is_left(self.payment)

    def an_amount(self, amount: Money) -> RefundDraft | InvalidInput:
        return refunding.an_amount(self.payment, amount)

    def lines(self, wanted: Mapping[str, int], *, shipping: bool) -> RefundDraft | InvalidInput:
        return refunding.of_the_order(self.order, self.refunds, wanted, shipping=shipping)


class Refunder:
    """Makes refunds due."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()

    def refund(
        self,
        payment_id: str,
        draft: Callable[[Paid], RefundDraft | InvalidInput],
        once: Once,
        audited: Callable[[Payment, Payment, Refund], writes.Write],
    ) -> Answer[RefundView] | NotFound | Refusal | AlreadyAnswered:
        """The refund, which is due. `audited` tells of it: the payment before and after, and the refund.

        Three round trips. Raises: RefundContended.
        """
        for _ in range(ATTEMPTS):
            paid = self._paid(payment_id)
            if not isinstance(paid, Paid):
                return paid
            drafted = draft(paid)
            if isinstance(drafted, InvalidInput):
                return drafted
            due = payments.refund_due(paid.payment, drafted, at=clock.now())
            if isinstance(due, RefundTooLarge):
                return due
            answer = Answer(payments.refund_view(due[1]), etag=str(due[1].version))
            told = audited(paid.payment, *due)
            refusals = writes.commit(*payments.refund_due_writes(*due), told, once.answered(answer))
            if not refusals:
                return answer
            if AlreadyAnswered() in refusals:
                return AlreadyAnswered()
        raise RefundContended(payment_id)

    def _paid(self, payment_id: str) -> Paid | NotFound | OrderNotRefundable | TooManyRefunds:
        found = self._payments.with_refunds(payment_id)
        order = self._orders.find(found[0].order_id) if found else None
        if found is None or order is None:
            return NotFound()
        if order.status is Status.PENDING:
            return OrderNotRefundable(order.status)
        if len(found[1]) >= REFUNDS_MAX:
            return TooManyRefunds(REFUNDS_MAX)
        return Paid(order, *found)
