"""OrderPlaced → the checkout saga starts, named after the order, so that it starts once."""

import msgspec

from checkout import manifest
from checkout.domain import hold_left_s
from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.saga.machine import Machine


class CheckoutMachine(Machine):
    """The state machine of statemachines/checkout.asl.yaml."""

    def __init__(self) -> None:
        super().__init__("checkout")


class PlacedOrder(msgspec.Struct):
    """What this reads of an order."""

    id: str
    payment_id: str
    hold_until: str


class OrderPlaced(msgspec.Struct):
    """What this reads of the event."""

    order: PlacedOrder


@reaction(manifest.START_CHECKOUT)
def handler(event: Event[OrderPlaced], machine: CheckoutMachine) -> None:
    """Start the saga; a repeat finds it there."""
    order = event.data.order
    hold_s = hold_left_s(clock.seconds(order.hold_until), clock.now_s())
    machine.start(order.id, {"order_id": order.id, "payment_id": order.payment_id, "hold_s": hold_s})
