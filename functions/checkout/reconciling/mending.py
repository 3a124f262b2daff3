"""The steps that mend an order and its payment: the saga's own."""

from checkout.cancelling import OrderCanceller
from checkout.confirming import OrderConfirmer, Outcome
from checkout.reconciling.deciding import Case, Need, need_of
from checkout.reconciling.repairs import Repair, RepairLog
from haat import clock
from orders import participant as orders
from orders.participant import CancelReason, Status
from payments import participant as payments
from payments.participant import Verdict

STEPS_MAX = 4  # at one case: close, release, settle
LEASE_S = 45  # while a case is mended it is put off by that: if whoever mends it dies, the next run does


class NotPaid(RuntimeError):
    """The payment is recorded as succeeded, and the provider says that it has not."""


class Mender:
    """Takes one step after the other until nothing is needed."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()
        self._intents = payments.Intents()
        self._verifier = payments.PaymentVerifier()
        self._refunds = payments.Refunds()
        self._canceller = OrderCanceller()
        self._confirmer = OrderConfirmer()
        self._log = RepairLog()

    def mend(self, case: Case, patience_s: int) -> None:
        """Do what the case needs, one step after the other, once it has been quiet for `patience_s`.

        Raises: NotPaid, ProviderUnavailable, OrderContended, PaymentContended.
        """
        for _ in range(STEPS_MAX):
            need = need_of(case, clock.now_s(), patience_s)
            if need not in (Need.NOTHING, Need.SETTLING):
                self._put_off(case, LEASE_S)
            repair = self._step(need, case)
            if repair is None:
                return
            case, patience_s = self._again(case), 0
            self._log.tell(repair, case)

    def _step(self, need: Need, case: Case) -> Repair | None:
        """What was repaired; None: nothing, and there is no more to do now."""
        match need:
            case Need.CLOSING:
                return self._close(case)
            case Need.CONFIRMING:
                return self._confirm(case)
            case Need.RELEASING:
                self._canceller.release(case.order.id, _reason(case))
                return Repair.ORDER_RELEASED
            case Need.GIVING_BACK:
                self._refunds.request(case.payment.id)
                return Repair.REFUND_REQUESTED
            case Need.SETTLING:
                self._payments.settle(case.payment)
        return None

    def _close(self, case: Case) -> Repair | None:
        """First nobody can pay any more (G4). A payment that is on its way is waited for."""
        if case.order.status is Status.PENDING:
            self._orders.ask_to_cancel(case.order.id, CancelReason.EXPIRED)
        match self._intents.close(case.payment.id):
            case payments.Outcome.CANCELLED:
                return Repair.INTENT_CLOSED
            case payments.Outcome.SUCCEEDED:
                return Repair.NEWS_RECORDED
            case _:
                self._put_off(case, case.slowly_s(clock.now_s()))
                return None

    def _confirm(self, case: Case) -> Repair:
        """First the provider's own word (G7)."""
        match self._verifier.verify(case.payment.id):
            case Verdict.PAID:
                if self._confirmer.confirm(case.order.id) is Outcome.CONFIRMED:
                    return Repair.ORDER_CONFIRMED
            case Verdict.MISMATCH:
                self._canceller.release(case.order.id, CancelReason.MISMATCH)
            case Verdict.UNPAID:
                raise NotPaid(case.payment.id)
        self._refunds.request(case.payment.id)
        return Repair.REFUND_REQUESTED

    def _again(self, case: Case) -> Case:
        order, payment = self._orders.find(case.order.id), self._payments.find(case.payment.id)
        return Case(order or case.order, payment or case.payment)

    def _put_off(self, case: Case, seconds: int) -> None:
        self._payments.postpone(case.payment.id, clock.iso(clock.now_s() + seconds))


def _reason(case: Case) -> CancelReason:
    """Why an order is released whose payment somebody closed: within the hold, that was its customer."""
    in_time = case.payment.updated_at < case.order.hold_until
    return CancelReason.CUSTOMER if in_time else CancelReason.EXPIRED
