"""OrderPlaced → the saga of that order."""

import pytest

from checkout.reactions import start_checkout
from haat import clock
from orders.keys import ORDER
from tests.support.events import emitted
from tests.support.gateway import FakeGateway
from tests.support.machine import Machines
from tests.support.messages import message, message_of
from tests.support.shop import ordered, payment_of

pytestmark = pytest.mark.usefixtures("shop")
NOW_S = 1_795_339_800
HOLD_S = 900


def start(order_id: str, *, after_s: int = 0, copies: int = 1) -> object:
    """The reaction gets the order's own event, so long after the order."""
    (event,) = emitted(ORDER, order_id)
    with clock.set_to(lambda: NOW_S + after_s):
        batch = {"Records": [message_of(event, number) for number in range(copies)]}
        return start_checkout.handler(batch, None)


@pytest.fixture
def order_id(gateway: FakeGateway) -> str:
    with clock.set_to(lambda: NOW_S):
        return ordered({"bowl": 1})


def test_a_placed_order_starts_its_saga_under_its_own_name(machines: Machines, order_id: str) -> None:
    assert start(order_id) == {"batchItemFailures": []}

    assert machines.started == {
        order_id: {"order_id": order_id, "payment_id": payment_of(order_id).id, "hold_s": HOLD_S}
    }


def test_an_event_that_comes_again_starts_nothing_new(machines: Machines, order_id: str) -> None:
    start(order_id, copies=3)
    start(order_id, after_s=60)

    assert list(machines.started) == [order_id]
    assert machines.started[order_id]["hold_s"] == HOLD_S


@pytest.mark.parametrize(("after_s", "hold_s"), [(1, 899), (899, 1), (900, 1), (86_400 * 14, 1)])
def test_the_saga_waits_for_what_is_left_of_the_hold(
    machines: Machines, order_id: str, after_s: int, hold_s: int
) -> None:
    """Events may be late: by a second, or by two weeks out of a dead-letter queue."""
    start(order_id, after_s=after_s)

    assert machines.started[order_id]["hold_s"] == hold_s


def test_an_event_that_cannot_be_read_comes_again_alone(machines: Machines, order_id: str) -> None:
    (event,) = emitted(ORDER, order_id)
    batch = {"Records": [message("OrderPlaced", {"order": {}}, 7), message_of(event, 8)]}

    answer = start_checkout.handler(batch, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-7"}]}
    assert list(machines.started) == [order_id]
