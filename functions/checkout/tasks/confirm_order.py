"""ConfirmOrder: the order is confirmed and its units are sold, in one transaction."""

import msgspec

from checkout import manifest
from checkout.confirming import OrderConfirmer, Outcome
from haat.saga import task


class Given(msgspec.Struct):
    """Which order."""

    order_id: str


class Result(msgspec.Struct):
    """What the machine branches on."""

    outcome: Outcome


@task(manifest.CONFIRM_ORDER)
def handler(given: Given, confirmer: OrderConfirmer) -> Result:
    """Confirm the order; a repeat finds it confirmed."""
    return Result(confirmer.confirm(given.order_id))
