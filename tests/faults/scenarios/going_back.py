"""Money and goods that go back in parts."""

from tests.faults.people import Order
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World


def _paid(world: World) -> Order:
    """Three bowls at 24.00 and their shipping, paid."""
    world.stock("bowl", 10, price_minor=2400)
    ada = world.customer()
    order = ada.buy({"bowl": 3})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    return order


def _refunded_minor(world: World) -> int:
    return sum(refund.amount for refund in world.provider.ledger.refunds)


@scenario
def parts_of_an_order_are_refunded(world: World) -> Play:
    order = _paid(world)
    world.admin.refund(order, {"amount": {"amount_minor": 500, "currency": "EUR"}})
    world.admin.refund(order, {"lines": [{"sku": "bowl", "quantity": 1}]})
    yield
    assert world.status(order) == "confirmed"
    assert _refunded_minor(world) == 2900


@scenario
def an_order_is_refunded_in_full(world: World) -> Play:
    order = _paid(world)
    world.admin.refund(order)
    yield
    assert _refunded_minor(world) == int(world.payment(order.id)["amount_minor"]["N"])


@scenario
def a_refunded_order_is_cancelled(world: World) -> Play:
    """What is left of its money goes back, and no more than that."""
    order = _paid(world)
    world.admin.refund(order, {"amount": {"amount_minor": 1000, "currency": "EUR"}})
    world.advance(5)
    world.customer().cancel(order)
    yield
    assert world.status(order) == "cancelled"
    assert _refunded_minor(world) == int(world.payment(order.id)["amount_minor"]["N"])


@scenario
def goods_come_back(world: World) -> Play:
    """Two of three: one to be sold again, one damaged."""
    order = _paid(world)
    world.admin.move(order, "shipped")
    world.admin.move(order, "delivered")
    return_id = world.customer().give_back(order, "bowl", 2)
    if return_id:
        world.admin.take_back(return_id, [{"sku": "bowl", "restocked": 1, "damaged": 1}])
    yield
    assert world.units("bowl") == (8, 0, 1)
    assert _refunded_minor(world) == 4800
