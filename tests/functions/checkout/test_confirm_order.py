"""ConfirmOrder: a paid order is confirmed and its units are sold, once, or its money has to go back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from checkout.cancelling import ATTEMPTS, OrderCanceller
from checkout.confirming import OrderConfirmer
from haat.faults import Transient
from haat.table.meter import meter
from haat.table.writes import Write
from orders import participant as orders
from orders.domain import CancelReason, Order, Status
from orders.keys import ORDER
from payments.domain import IntentStatus
from payments.store import PaymentStore
from tests.support.events import names
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.paying import carry, confirm, pay
from tests.support.shop import order_of, ordered, payment_of, units

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}


@pytest.fixture
def paid(gateway: FakeGateway) -> str:
    """A pending order whose money has come."""
    order_id = ordered(CART)
    pay(gateway, order_id)
    return order_id


def release(order_id: str) -> None:
    OrderCanceller().release(order_id, CancelReason.EXPIRED)


def test_a_paid_order_is_confirmed_and_its_units_are_sold(paid: str) -> None:
    assert confirm(paid) == "confirmed"

    assert order_of(paid).status is Status.CONFIRMED
    assert (units("bowl"), units("tea")) == ((8, 0, 2), (9, 0, 1))
    assert names(ORDER, paid) == ["OrderPlaced", "OrderConfirmed"]


def test_verifying_and_confirming_take_four_round_trips(paid: str) -> None:
    confirm(paid)

    assert meter.calls == [
        "dynamodb.GetItem", "stripe.read_intent", "dynamodb.GetItem", "dynamodb.TransactWriteItems",
    ]  # fmt: skip


@pytest.mark.parametrize("status", [IntentStatus.OPEN, IntentStatus.PROCESSING, IntentStatus.CANCELLED])
def test_an_order_that_the_provider_has_no_money_for_stays_as_it_is(
    gateway: FakeGateway, status: IntentStatus
) -> None:
    order_id = ordered(CART)
    gateway.become("pi_1", status)

    assert confirm(order_id) == "unpaid"
    assert order_of(order_id).status is Status.PENDING


def test_an_order_is_not_confirmed_by_money_that_is_not_its_own(paid: str, gateway: FakeGateway) -> None:
    gateway.intents["pi_1"] = replace(gateway.intents["pi_1"], order_id="ord_2")

    assert confirm(paid) == "mismatch"
    assert order_of(paid).status is Status.PENDING


def test_confirming_again_says_the_same_and_sells_nothing_more(paid: str) -> None:
    assert [confirm(paid) for _ in range(3)] == ["confirmed"] * 3

    assert units("bowl") == (8, 0, 2)
    assert names(ORDER, paid) == ["OrderPlaced", "OrderConfirmed"]


@pytest.mark.parametrize("path", [[Status.SHIPPED], [Status.SHIPPED, Status.DELIVERED]])
def test_an_order_that_is_further_on_by_now_was_confirmed(paid: str, path: list[Status]) -> None:
    confirm(paid)
    carry(paid, *path)

    assert confirm(paid) == "confirmed"
    assert order_of(paid).status is path[-1]


def test_two_that_confirm_at_once_sell_once(paid: str, rivals: Rivals) -> None:
    """A first attempt that timed out may still be at work when the saga tries again."""
    rivals.next(lambda: confirm(paid))

    assert confirm(paid) == "confirmed"
    assert units("bowl") == (8, 0, 2)
    assert names(ORDER, paid) == ["OrderPlaced", "OrderConfirmed"]


def test_an_order_that_was_cancelled_before_is_too_late(paid: str) -> None:
    release(paid)

    assert confirm(paid) == "too_late"
    assert units("bowl") == (10, 0, 0)
    assert order_of(paid).status is Status.CANCELLED


def test_an_order_that_is_cancelled_at_this_moment_is_too_late(paid: str, rivals: Rivals) -> None:
    rivals.next(lambda: release(paid))

    assert confirm(paid) == "too_late"
    assert units("bowl") == (10, 0, 0)
    assert names(ORDER, paid) == ["OrderPlaced", "OrderCancelled"]


def test_an_order_that_never_was_is_unpaid_and_too_late(gateway: FakeGateway) -> None:
    assert confirm("ord_of_nobody") == "unpaid"
    assert OrderConfirmer().confirm("ord_of_nobody") == "too_late"


def test_no_order_is_confirmed_without_its_money(gateway: FakeGateway) -> None:
    """I4, whatever the saga believes."""
    order_id = ordered(CART)

    with pytest.raises(RuntimeError, match="cannot be confirmed"):
        OrderConfirmer().confirm(order_id)

    assert order_of(order_id).status is Status.PENDING
    assert units("bowl") == (8, 2, 0)


def test_an_order_that_never_stands_still_is_tried_again_by_the_saga(
    paid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "moved", _never(orders.moved))

    with pytest.raises(Transient):
        confirm(paid)

    assert order_of(paid).status is Status.PENDING


def test_a_change_of_the_payment_at_this_moment_does_not_matter(paid: str, rivals: Rivals) -> None:
    rivals.next(lambda: PaymentStore().remember_token(payment_of(paid).id, "token-1"))

    assert confirm(paid) == "confirmed"


def _never(moved: Callable[[Order], tuple[Write, ...]]) -> Callable[[Order], tuple[Write, ...]]:
    """The writes of a move of an order that others have moved already."""
    return lambda order: moved(replace(order, version=order.version + ATTEMPTS))
