"""AwaitPayment: note who waits for a payment, and end the wait at once if there is nothing to wait for."""

import msgspec

from haat.saga import task
from payments import manifest
from payments.settlement import Settlement
from payments.store import PaymentStore


class Wait(msgspec.Struct):
    """A checkout that waits behind a task token."""

    payment_id: str
    task_token: str


class Waiting(msgspec.Struct):
    """Nobody reads this: the task ends with its token."""

    outcome: str


@task(manifest.AWAIT_PAYMENT)
def handler(wait: Wait, payments: PaymentStore, settlement: Settlement) -> Waiting:
    """The payment may have succeeded, or been cancelled, before its checkout came to wait for it."""
    payment = payments.remember_token(wait.payment_id, wait.task_token)
    if payment:
        settlement.resume(payment)
    return Waiting("waiting")
