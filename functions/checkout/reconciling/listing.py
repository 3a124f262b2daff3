"""Compares the provider's list of intents with our payments: what nobody stored, and what nobody was told.

A payment of which the provider knows more is looked at as every minute's run would, without patience: what
it needs is old. An intent that is no payment's is cancelled while it can be paid; money that it took is
told and alarms, for nobody can say whose it is.
"""

from itertools import islice

from checkout.keys import UNMATCHED
from checkout.reconciling.reconciler import PaymentReconciler
from checkout.reconciling.repairs import SERVICE_NAME
from haat import clock
from haat.events import outbox
from haat.money import Money
from haat.observability import count, logger
from haat.table import writes
from payments import participant as payments
from payments.participant import ListedIntent, Payment, State

LOOK_BACK_S = 72 * 3600  # as long as the provider repeats its webhooks
IN_FLIGHT_S = 600  # an intent that is younger may be about to be stored
INTENTS_MAX = 20_000  # of one run: two hundred pages of the provider's list
UNMATCHED_MONEY = "UnmatchedMoney"  # the metric that calls a person
_OVER = (State.CANCELLED, State.REFUND_DUE, State.REFUNDED)


class ListReconciler:
    """Compares the provider's list with our payments."""

    def __init__(self) -> None:
        self._payments = payments.PaymentStore()
        self._intents = payments.Intents()
        self._reconciler = PaymentReconciler()

    def run(self) -> int:
        """Look at every intent of the last three days; how many there were. One read for each of them.

        Raises: ProviderUnavailable.
        """
        now_s, looked_at = clock.now_s(), 0
        ledger = payments.provider_ledger(since_s=now_s - LOOK_BACK_S)
        for listed in islice(ledger.intents, INTENTS_MAX):
            if listed.order_id and listed.created_s < now_s - IN_FLIGHT_S:
                self._compare(listed)
            looked_at += 1
        if looked_at == INTENTS_MAX:
            logger(SERVICE_NAME).error("the provider's list goes on", looked_at=looked_at)
        return looked_at

    def _compare(self, listed: ListedIntent) -> None:
        payment = self._payments.find(payments.payment_id_of(listed.order_id))
        if payment is None or payment.intent_id not in (None, listed.id):
            self._stray(listed)
        elif _is_news(listed, payment):
            self._reconciler.look_at(payment.id, patience_s=0)

    def _stray(self, listed: ListedIntent) -> None:
        """An intent that is no payment's."""
        if _is_payable(listed):
            self._intents.discard(listed.id)
        if listed.received_minor:
            self._tell(listed)

    def _tell(self, listed: ListedIntent) -> None:
        """Tell of money without a payment, once."""
        event = outbox.emit(
            "MoneyUnmatched",
            {
                "intent_id": listed.id,
                "order_id": listed.order_id,
                "amount": Money(listed.received_minor, listed.currency),
            },
            service=SERVICE_NAME,
            aggregate=UNMATCHED.key(listed.id),
            sequence=1,
        )
        if not writes.commit(event):
            count(UNMATCHED_MONEY)
            logger(SERVICE_NAME).error("money without a payment", intent_id=listed.id)


def _is_news(listed: ListedIntent, payment: Payment) -> bool:
    """Whether the provider knows something of a payment that we do not."""
    if payment.intent_id is None or (payment.state in _OVER and _is_payable(listed)):
        return True
    has_money = listed.status == "succeeded" and payment.state in (State.PENDING, State.CANCELLED)
    return has_money or (listed.status == "canceled" and payment.state is State.PENDING)


def _is_payable(listed: ListedIntent) -> bool:
    return listed.status.startswith("requires_")
