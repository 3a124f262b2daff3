"""What an order and its payment need, by how they stand. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from haat import clock
from orders.participant import Order, Status
from payments.participant import HOLD_GRACE_S, Payment, State

SLOW_CHECK_S_MIN, SLOW_CHECK_S_MAX = 240, 6 * 3600
SLOW_CHECKS_PER_AGE = 8
PATIENCE_S = 45  # without a change, in which whoever is at work on a case may end it


class Need(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    PATIENCE = "patience"  # somebody is probably at it
    CLOSING = "closing"  # make sure that nobody can pay any more
    CONFIRMING = "confirming"  # the money is there, the order does not know
    RELEASING = "releasing"  # nobody can pay, the units are still held
    GIVING_BACK = "giving_back"  # the money is there, and no order for it
    SETTLING = "settling"  # all is as it should be: look no more


@dataclass(frozen=True, slots=True)
class Case:
    """An order and its payment."""

    order: Order
    payment: Payment

    def quiet_s(self, now_s: int) -> int:
        """How long nothing has happened to either."""
        return now_s - max(clock.seconds(self.order.updated_at), clock.seconds(self.payment.updated_at))

    def slowly_s(self, now_s: int) -> int:
        """How long until a payment is asked for again that a bank is at, which may take weeks: a part of its
        age, six hours at most. Its webhook tells at once, and this only if all of those are lost."""
        age_s = now_s - clock.seconds(self.payment.created_at)
        return min(max(age_s // SLOW_CHECKS_PER_AGE, SLOW_CHECK_S_MIN), SLOW_CHECK_S_MAX)

    def is_overdue(self, now_s: int) -> bool:
        """Whether the hold ended long enough ago for the saga to have closed the order."""
        return now_s >= clock.seconds(self.order.hold_until) + HOLD_GRACE_S


def need_of(case: Case, now_s: int, patience_s: int = PATIENCE_S) -> Need:
    """What the case needs now; patience, until it has been quiet for `patience_s`.

    An intent that was being made while its order was cancelled may only be seen after a while.
    """
    need = _need(case, now_s)
    if need is Need.SETTLING and case.payment.intent_id is None:
        patience_s = PATIENCE_S
    is_quiet = case.quiet_s(now_s) >= patience_s
    return need if need is Need.NOTHING or is_quiet else Need.PATIENCE


def _need(case: Case, now_s: int) -> Need:
    match case.payment.state, case.order.status:
        case State.PENDING, Status.PENDING:
            return Need.CLOSING if case.is_overdue(now_s) else Need.NOTHING
        case State.PENDING, Status.CANCELLED:
            return Need.CLOSING
        case State.SUCCEEDED, Status.PENDING:
            return Need.CONFIRMING
        case State.SUCCEEDED, Status.CANCELLED:
            return Need.GIVING_BACK
        case State.CANCELLED, Status.PENDING:
            return Need.RELEASING
        case State.PENDING, _:
            return Need.NOTHING
        case _:
            return Need.SETTLING
