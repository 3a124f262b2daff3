"""ReleaseOrder: nobody can pay the order any more; it is cancelled and its units go back on sale."""

import msgspec

from checkout import manifest
from checkout.cancelling import OrderCanceller
from haat.saga import task
from orders.participant import CancelReason


class Given(msgspec.Struct):
    """Which order, and why."""

    order_id: str
    reason: CancelReason


class Released(msgspec.Struct):
    """The order's status then."""

    outcome: str


@task(manifest.RELEASE_ORDER)
def handler(given: Given, canceller: OrderCanceller) -> Released:
    """Cancel a pending order. One that is cancelled already needs nothing."""
    order = canceller.release(given.order_id, given.reason)
    return Released(order.status.value if order else "absent")
