"""ConfirmOrder: the provider itself says that it has the money; then the order is confirmed.

One task for both: a state more would cost each order two transitions and an invocation, and what was
verified would be older when it is acted on.
"""

import msgspec

from checkout import manifest
from checkout.confirming import OrderConfirmer, Outcome
from haat.saga import task
from payments.participant import PaymentVerifier, Verdict


class Given(msgspec.Struct):
    """Which order, and its payment."""

    order_id: str
    payment_id: str


class Result(msgspec.Struct):
    """What the machine branches on: a verdict other than PAID, or what became of the order."""

    outcome: Verdict | Outcome


@task(manifest.CONFIRM_ORDER)
def handler(given: Given, verifier: PaymentVerifier, confirmer: OrderConfirmer) -> Result:
    """Confirm a paid order; a repeat finds it confirmed."""
    verdict = verifier.verify(given.payment_id)
    if verdict is not Verdict.PAID:
        return Result(verdict)
    return Result(confirmer.confirm(given.order_id))
