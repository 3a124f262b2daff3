"""How an order comes to be paid and confirmed, with the provider in memory."""

from checkout.tasks import confirm_order
from orders.domain import Order, Status, move
from orders.store import OrderStore
from payments.domain import IntentStatus
from payments.keys import payment_id_of
from tests.support.gateway import FakeGateway, tell
from tests.support.rights import somebody_else
from tests.support.shop import order_of, payment_of


def pay(gateway: FakeGateway, order_id: str) -> None:
    """The customer pays, and the provider's webhook tells of it."""
    intent_id = str(payment_of(order_id).intent_id)
    gateway.become(intent_id, IntentStatus.SUCCEEDED)
    tell(gateway, "succeeded", f"evt_{intent_id}", intent_id)


def confirm(order_id: str) -> str:
    """The outcome of the task that confirms an order."""
    given = {"order_id": order_id, "payment_id": payment_id_of(order_id)}
    return str(confirm_order.handler(given, None)["outcome"])


def pay_and_confirm(gateway: FakeGateway, order_id: str) -> None:
    pay(gateway, order_id)
    assert confirm(order_id) == "confirmed"


def carry(order_id: str, *path: Status) -> None:
    """Move an order along, as others do."""
    with somebody_else():
        for status in path:
            order = move(order_of(order_id), status, at="2026-11-22T12:00:00Z")
            assert isinstance(order, Order)
            assert OrderStore().save_move(order) is None
