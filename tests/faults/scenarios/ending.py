"""Orders that end without being paid, or after that."""

from tests.faults.people import DECLINED
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World


@scenario
def nobody_pays(world: World) -> Play:
    world.stock("bowl", 10)
    order = world.customer().buy({"bowl": 2})
    yield
    assert world.status(order) == "cancelled"
    assert world.units("bowl") == (10, 0, 0)


@scenario
def a_customer_cancels_before_paying(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(5)
    ada.cancel(order)
    yield
    assert world.status(order) == "cancelled"


@scenario
def a_customer_cancels_while_the_payment_succeeds(world: World) -> Play:
    """The money is there, and no webhook has told of it yet."""
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(5)
    with world.webhooks.held():
        ada.pay(order)
        ada.cancel(order)
    yield
    assert world.status(order) == "confirmed"


@scenario
def a_paid_order_is_cancelled(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    ada.cancel(order)
    yield
    assert world.status(order) == "cancelled"
    assert world.units("bowl") == (10, 0, 0)
    assert len(world.provider.ledger.refunds) == 1


@scenario
def every_card_is_declined(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    for _ in range(5):
        ada.pay(order, DECLINED)
        world.advance(5)
    yield
    assert world.status(order) == "cancelled"


@scenario
def an_order_is_shipped_and_delivered(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    world.admin.move(order, "shipped")
    world.admin.move(order, "delivered")
    yield
    assert world.status(order) == "delivered"
