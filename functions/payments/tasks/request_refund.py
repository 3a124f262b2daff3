"""RequestRefund: money came that no order waits for, or not what the order costs; it has to go back (G5)."""

import msgspec

from haat.saga import task
from payments import manifest
from payments.refunds import Refunds


class Given(msgspec.Struct):
    """Whose payment."""

    payment_id: str


class Requested(msgspec.Struct):
    """The refund is due; a reaction pays it."""

    outcome: str


@task(manifest.REQUEST_REFUND)
def handler(given: Given, refunds: Refunds) -> Requested:
    """Mark the money as due to go back. Done before, or nothing to give back: fine."""
    refunds.request(given.payment_id)
    return Requested("requested")
