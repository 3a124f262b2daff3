"""ConfirmOrder: the order is confirmed and its units are sold, in one transaction."""

from enum import StrEnum

import msgspec

from checkout import manifest
from checkout.allocating import moving
from checkout.cancelling import ATTEMPTS, OrderContended
from haat import clock
from haat.saga import task
from haat.table import writes
from inventory import participant as inventory
from orders import participant as orders
from orders.participant import Order, OrderChanged, OrderMoveNotAllowed, OrderStore, Status
from payments import participant as payments


class Outcome(StrEnum):
    """What became of the order."""

    CONFIRMED = "confirmed"
    TOO_LATE = "too_late"  # it was cancelled before: its money has to go back


class Given(msgspec.Struct):
    """Which order."""

    order_id: str


class Result(msgspec.Struct):
    """What the machine branches on."""

    outcome: Outcome


@task(manifest.CONFIRM_ORDER)
def handler(given: Given, store: OrderStore) -> Result:
    """Confirm the order; a repeat finds it confirmed."""
    for _ in range(ATTEMPTS):
        order = store.find(given.order_id)
        if order is None or order.status is Status.CANCELLED:
            return Result(Outcome.TOO_LATE)
        confirmed = orders.move(order, Status.CONFIRMED, at=clock.now())
        if isinstance(confirmed, OrderMoveNotAllowed):  # confirmed before, and perhaps further on by now
            return Result(Outcome.CONFIRMED)
        refusals = writes.commit(*_confirming(confirmed))
        if not refusals:
            return Result(Outcome.CONFIRMED)
        if OrderChanged() not in refusals:  # then its units are moved and its event is there as well
            raise RuntimeError(f"{order.id} is paid and cannot be confirmed: {refusals}")
    raise OrderContended(given.order_id)


def _confirming(order: Order) -> list[writes.Write]:
    return [
        *orders.moved(order),
        payments.has_succeeded(order.payment_id),
        *moving(order, inventory.commit_sale),
    ]
