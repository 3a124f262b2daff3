"""Guards against what nobody was told of, and against those who die at work."""

import pytest

from checkout.reconciling import mending
from checkout.reconciling.reconciler import PaymentReconciler
from tests.guards.guard import guard

FOR_EVER_S = 10**9


@guard(
    "G13",
    "a reconciler repairs what every other path missed",
    "tests/functions/checkout/test_reconcile_payments.py",
)
def look_at_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PaymentReconciler, "run", lambda _: None)


@guard(
    "G17",
    "leases expire: what a killed worker was at is taken up by the next",
    "tests/functions/checkout/test_reconcile_payments.py",
)
def hold_on_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(mending, "LEASE_S", FOR_EVER_S)
