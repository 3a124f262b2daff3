"""Looks at payments to which something must still happen, and does what everybody else missed.

It takes the saga's own steps, each of which is conditional and accepts that it was done before: a saga
that still runs, or another run of this, does no harm and takes none. What fails is looked at again later
and holds nobody up; a provider that is away ends the run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from checkout.reconciling.deciding import PATIENCE_S, Case
from checkout.reconciling.mending import Mender
from checkout.reconciling.repairs import Repair, RepairLog
from haat import clock
from haat.faults import Transient
from haat.observability import count, logger
from orders import participant as orders
from payments import participant as payments
from payments.participant import Payment, ProviderUnavailable, RefundState

PART_MAX = 25  # of each of the eight parts of the index, in one run
SILENCES_MAX = 3  # of the provider, one after the other
AFTER_A_FAULT_S = 900
IMPOSSIBLE = "RepairsImpossible"  # the metric that calls a person


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at, and how to put that off until a time."""

    what: str
    take: Callable[[], None]
    put_off: Callable[[str], None]


class PaymentReconciler:
    """Repairs payments, their orders and refunds."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()
        self._refunds = payments.RefundStore()
        self._payer = payments.Refunds()
        self._settlement = payments.Settlement()
        self._mender = Mender()
        self._log = RepairLog()

    def run(self) -> None:
        """Look at what is due, at most `PART_MAX` of each part of the index. Eight queries if nothing is."""
        silences = 0
        for look in self._due():
            try:
                look.take()
                silences = 0
            except ProviderUnavailable:
                silences += 1
                if silences == SILENCES_MAX:
                    return
            except Transient:
                logger("checkout").exception("not now", what=look.what)
            except Exception:  # noqa: BLE001 -- logged and counted: the others are not held up
                logger("checkout").exception("cannot be repaired", what=look.what)
                count(IMPOSSIBLE)
                look.put_off(clock.iso(clock.now_s() + AFTER_A_FAULT_S))

    def _due(self) -> Iterator[Look]:
        due = self._payments.due(clock.now(), limit=PART_MAX)
        for refund in due.refunds:
            put_off = partial(self._refunds.postpone, refund.id)
            yield Look(refund.id, partial(self._refund, refund.id), put_off)
        for payment in due.payments:
            put_off = partial(self._payments.postpone, payment.id)
            yield Look(payment.id, partial(self.look_at, payment.id), put_off)

    def look_at(self, payment_id: str, patience_s: int = PATIENCE_S) -> None:
        """Hear what the provider knows of a payment, and do what it and its order need; what happened less
        than `patience_s` ago is left to whoever may be at work on it.

        Raises: ProviderUnavailable, OrderContended, PaymentContended.
        """
        known = self._payments.find(payment_id)
        if known is None:
            return
        now = self._settlement.reconcile(known)
        case = self._case(now)
        if now.state is not known.state:
            self._log.tell(Repair.NEWS_RECORDED, case)
        self._mender.mend(case, patience_s)

    def _refund(self, refund_id: str) -> None:
        """Pay a refund that is due."""
        self._payer.pay(refund_id)
        found = self._refunds.find(refund_id)
        if found and found[1].state is RefundState.PAID:
            self._log.tell(Repair.REFUND_PAID, self._case(found[0]))

    def _case(self, payment: Payment) -> Case:
        order = self._orders.find(payment.order_id)
        if order is None:
            raise LookupError(f"{payment.id} is of no order")
        return Case(order, payment)
