"""ReleaseOrder: an order that nobody can pay any more is cancelled and gives its units back, once."""

import pytest

from checkout.tasks import release_order
from haat.table.meter import meter
from orders.domain import CancelReason, Status
from orders.keys import ORDER
from tests.support.events import data, emitted, names
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.paying import carry, confirm, pay, pay_and_confirm
from tests.support.shop import order_of, ordered, units

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}


@pytest.fixture
def pending(gateway: FakeGateway) -> str:
    return ordered(CART)


def release(order_id: str, reason: str = "payment_not_received_in_time") -> str:
    return str(release_order.handler({"order_id": order_id, "reason": reason}, None)["outcome"])


@pytest.mark.parametrize("reason", CancelReason)
def test_a_pending_order_is_cancelled_with_its_reason_and_its_units_go_back(
    pending: str, reason: CancelReason
) -> None:
    assert release(pending, reason) == "cancelled"

    order = order_of(pending)
    assert (order.status, order.cancel_reason) == (Status.CANCELLED, reason)
    assert (units("bowl"), units("tea")) == ((10, 0, 0), (10, 0, 0))
    assert data(emitted(ORDER, pending)[-1])["order"]["cancel_reason"] == reason


def test_releasing_takes_two_round_trips(pending: str) -> None:
    release(pending)

    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]


def test_releasing_again_gives_nothing_back_twice(pending: str) -> None:
    assert [release(pending) for _ in range(3)] == ["cancelled"] * 3

    assert units("bowl") == (10, 0, 0)
    assert names(ORDER, pending) == ["OrderPlaced", "OrderCancelled"]


def test_two_that_release_at_once_give_back_once(pending: str, rivals: Rivals) -> None:
    rivals.next(lambda: release(pending, "cancelled_by_customer"))

    assert release(pending) == "cancelled"
    assert order_of(pending).cancel_reason is CancelReason.CUSTOMER
    assert units("bowl") == (10, 0, 0)


def test_an_order_confirmed_at_this_moment_keeps_its_units(
    pending: str, gateway: FakeGateway, rivals: Rivals
) -> None:
    pay(gateway, pending)
    rivals.next(lambda: confirm(pending))

    assert release(pending) == "confirmed"
    assert units("bowl") == (8, 0, 2)


@pytest.mark.parametrize("path", [[], [Status.SHIPPED], [Status.SHIPPED, Status.DELIVERED]])
def test_an_order_that_is_paid_is_left_alone(pending: str, gateway: FakeGateway, path: list[Status]) -> None:
    pay_and_confirm(gateway, pending)
    carry(pending, *path)

    assert release(pending) == order_of(pending).status == (path[-1] if path else Status.CONFIRMED)
    assert units("bowl") == (8, 0, 2)


def test_there_is_nothing_to_release_of_an_order_that_never_was(gateway: FakeGateway) -> None:
    assert release("ord_of_nobody") == "absent"
