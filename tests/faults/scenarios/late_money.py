"""Money that comes late, slowly, or for something that is no more."""

from tests.faults.people import DEBIT, FAILING_DEBIT
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World


@scenario
def no_webhook_ever_comes(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(2)
    world.webhooks.dropped = True
    ada.pay(order)
    yield
    assert world.status(order) == "confirmed"


@scenario
def money_comes_for_an_intent_that_nobody_stored(world: World) -> Play:
    """Placing dies with the intent made; somebody has its secret, and pays when the order is released."""
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 2)
    version = ada.cart_version
    ada.patient = False
    world.next_call("stripe.payment_intents.create", "crash_after")
    ada.place(cart_version=version)
    with world.provider_down():
        world.advance(1000)
    for intent in world.provider.ledger.intents:
        world.provider.browser.confirm(intent.client_secret, "pm_card_visa", "https://shop.test")
    world.webhooks.look()
    yield
    assert world.units("bowl") in {(10, 0, 0), (8, 0, 2)}


@scenario
def a_bank_debit_takes_its_time(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(2)
    ada.pay(order, DEBIT)
    world.advance(25 * 3600)
    world.settle(order, "succeeded")
    yield
    assert world.status(order) == "confirmed"


@scenario
def a_bank_debit_fails(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(2)
    ada.pay(order, FAILING_DEBIT)
    world.advance(25 * 3600)
    world.settle(order, "failed")
    yield
    assert world.status(order) == "cancelled"
    assert world.units("bowl") == (10, 0, 0)
