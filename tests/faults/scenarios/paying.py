"""Orders that are paid, at once or at the second try."""

from tests.faults.people import CHALLENGED, DECLINED
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World


@scenario
def a_registered_checkout_is_paid(world: World) -> Play:
    world.stock("bowl", 10, price_minor=2400)
    world.stock("tea", 10, price_minor=1250)
    ada = world.customer()
    order = ada.buy({"bowl": 2, "tea": 1})
    world.advance(2)
    ada.pay(order)
    yield
    assert world.status(order) == "confirmed"
    assert world.units("bowl") == (8, 0, 2)
    assert [mail.to for mail in world.mailbox.sent] == ["ada@example.com"]


@scenario
def a_declined_card_is_followed_by_a_good_one(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    ada.pay(order, DECLINED)
    world.advance(20)
    ada.pay(order)
    yield
    assert world.status(order) == "confirmed"
    assert len(world.mailbox.sent) == 2


@scenario
def a_card_asks_for_3d_secure(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    challenge = ada.pay(order, CHALLENGED)
    world.advance(60)
    ada.authenticate(challenge)
    yield
    assert world.status(order) == "confirmed"


@scenario
def a_checkout_is_submitted_twice(world: World) -> Play:
    """The same key twice, and then another key with the same cart, as an impatient customer's two tabs."""
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 3)
    version = ada.cart_version
    first = ada.place(key="tab", cart_version=version)
    again = ada.place(key="tab", cart_version=version)
    ada.place(key="other tab", cart_version=version)
    world.advance(2)
    ada.pay(again if again.is_placed else first)
    yield
    assert first.response.text == again.response.text
    assert world.units("bowl") == (7, 0, 3)


@scenario
def the_webhooks_come_late_twice_and_in_the_wrong_order(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    world.webhooks.copies = 2
    with world.webhooks.held(newest_first=True):
        ada.pay(order, DECLINED)
        ada.pay(order)
        world.advance(30)
    yield
    assert world.status(order) == "confirmed"


@scenario
def the_customer_comes_back_before_the_webhook(world: World) -> Play:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 1})
    world.advance(2)
    with world.webhooks.held():
        ada.pay(order)
        ada.come_back(order)
        world.advance(30)
        known_early = order.is_placed and world.status(order) == "confirmed"
    yield
    assert known_early
    assert world.status(order) == "confirmed"


@scenario
def placing_is_never_answered_and_the_order_is_paid_from_the_list(world: World) -> Play:
    """The intent is made but not stored; whoever asks for it again gets the same one."""
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 1)
    version = ada.cart_version
    ada.patient = False
    world.next_call("stripe.payment_intents.create", "crash_after")
    ada.place(cart_version=version)
    ada.patient = True
    ada.pay_what_is_open()
    yield
    assert world.units("bowl") == (9, 0, 1)
    assert len(world.provider.ledger.intents) == 1
