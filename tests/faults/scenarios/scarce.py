"""Things of which there are few, or that are in several places."""

from inventory.domain import warehouses
from inventory.domain.warehouses import Warehouse
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World

HOME = Warehouse("main", "Main warehouse", "DE", ("DE", "*"))
NORTH = Warehouse("north", "North", "SE", ("SE", "*"))


@scenario
def a_coupon_with_one_use_left_is_used(world: World) -> Play:
    """The first buyer never pays and gives it back; the second one gets it then."""
    world.stock("bowl", 10)
    world.admin.give_out("WELCOME", uses_max=1)
    ada, bob = world.customer("ada"), world.customer("bob")
    ada.buy({"bowl": 2}, coupon_code="WELCOME")
    refused = bob.buy({"bowl": 1}, coupon_code="WELCOME")
    world.advance(1200)
    order = bob.place(coupon_code="WELCOME")
    world.advance(2)
    bob.pay(order)
    yield
    assert not refused.is_placed
    assert world.status(order) == "confirmed"


@scenario
def a_cancelled_order_gives_its_coupon_back(world: World) -> Play:
    world.stock("bowl", 10)
    world.admin.give_out("WELCOME", uses_max=1)
    ada = world.customer()
    order = ada.buy({"bowl": 2}, coupon_code="WELCOME")
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    ada.cancel(order)
    yield
    assert world.status(order) == "cancelled"


@scenario
def an_order_comes_from_two_warehouses(world: World) -> Play:
    with warehouses.set_to((HOME, NORTH)):
        world.stock("bowl", 2, elsewhere={"north": 3})
        ada = world.customer()
        order = ada.buy({"bowl": 4})
        world.advance(2)
        ada.pay(order)
        yield
        assert world.status(order) == "confirmed"
        assert world.units("bowl") == (1, 0, 4)


@scenario
def a_split_order_is_cancelled(world: World) -> Play:
    with warehouses.set_to((HOME, NORTH)):
        world.stock("bowl", 2, elsewhere={"north": 3})
        ada = world.customer()
        order = ada.buy({"bowl": 4})
        world.advance(5)
        ada.cancel(order)
        yield
        assert world.units("bowl") == (5, 0, 0)


@scenario
def a_hot_sku_is_spread_bought_and_joined(world: World) -> Play:
    """The last units of four shards, which are joined while an order holds some."""
    world.stock("bowl", 6)
    world.admin.spread("bowl", 4)
    ada, bob = world.customer("ada"), world.customer("bob")
    order = ada.buy({"bowl": 3})
    world.admin.spread("bowl", 1)
    bob.buy({"bowl": 3})
    world.advance(2)
    ada.pay(order)
    yield
    assert world.status(order) == "confirmed"
    assert world.units("bowl") == (3, 0, 3)
