"""The reconciler at work, and what it says it did."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from checkout.keys import REPAIR
from checkout.tasks import reconcile_payments, reconcile_provider
from haat import clock
from payments.store import PaymentStore
from tests.support.events import data, emitted
from tests.support.shop import payment_of

NOW_S = 1_795_339_800
HOLD_S = 900


@dataclass
class Time:
    """The time, which a test lets pass."""

    now_s: int = NOW_S

    def passes(self, seconds: int) -> None:
        self.now_s += seconds


@pytest.fixture
def time() -> Iterator[Time]:
    """The time of one test."""
    time = Time()
    with clock.set_to(lambda: time.now_s):
        yield time


def reconcile() -> None:
    """One run of every minute's reconciler."""
    reconcile_payments.handler({}, None)


def compare() -> None:
    """One run of the daily one."""
    reconcile_provider.handler({}, None)


def repairs(order_id: str) -> list[str]:
    """What was repaired of an order and its payment, in order."""
    return [data(event)["repair"] for event in emitted(REPAIR, payment_of(order_id).id)]


def watched() -> list[str]:
    """Ids of payments and refunds to which something must still happen."""
    due = PaymentStore().due("9999")
    return [*(refund.id for refund in due.refunds), *(payment.id for payment in due.payments)]
