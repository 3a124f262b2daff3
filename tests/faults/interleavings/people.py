"""Several people at one cart, one order, one SKU, one payment."""

from tests.faults.interleavings.race import Race, race
from tests.faults.people import DECLINED, Order
from tests.faults.world import World


def _ordered(world: World, *, units: int = 10) -> Order:
    world.stock("bowl", units)
    order = world.customer().buy({"bowl": 2})
    world.advance(3)
    return order


def _paid(world: World) -> Order:
    order = _ordered(world)
    world.customer().pay(order)
    world.advance(20)
    assert world.status(order) == "confirmed"
    return order


# One cart


@race
def two_tabs_order_one_cart(world: World) -> Race:
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 3)
    version, orders = ada.cart_version, list[Order]()

    def order(key: str) -> None:
        orders.append(ada.place(key=key, cart_version=version))

    yield [lambda: order("one"), lambda: order("two")]
    assert sum(order.is_placed for order in orders) == 1


@race
def one_request_is_sent_three_times(world: World) -> Race:
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 3)
    version, orders = ada.cart_version, list[Order]()
    yield [lambda: orders.append(ada.place(key="one", cart_version=version))] * 3
    assert len({order.response.text for order in orders}) == 1
    assert world.units("bowl")[0] == 10  # nobody paid, and it came back


@race
def two_put_something_into_one_cart(world: World) -> Race:
    world.stock("bowl", 10)
    world.stock("tea", 10)
    ada, answers = world.customer(), list[int]()

    def add(sku: str) -> None:
        answers.append(ada.add(sku).status)

    yield [lambda: add("bowl"), lambda: add("tea")]
    order = ada.place()
    lines = order.response.json["order"]["lines"]
    assert len(lines) == answers.count(201)


@race
def a_cart_is_changed_while_it_is_ordered(world: World) -> Race:
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 1)
    version = ada.cart_version
    yield [lambda: ada.place(cart_version=version), lambda: ada.add("bowl", 1)]


# One SKU


@race
def three_buy_the_last_unit(world: World) -> Race:
    world.stock("bowl", 1)
    orders: list[Order] = []
    buyers = [world.customer(name) for name in ("ada", "bob", "cleo")]
    for buyer in buyers:
        buyer.add("bowl", 1)
    yield [lambda buyer=buyer: orders.append(buyer.place()) for buyer in buyers]  # type: ignore[misc]
    assert sum(order.is_placed for order in orders) == 1


@race
def a_unit_comes_back_while_another_wants_it(world: World) -> Race:
    order = _ordered(world, units=2)
    bob = world.customer("bob")
    world.stock("tea", 5)
    bob.add("tea", 1)
    yield [lambda: world.customer().cancel(order), lambda: bob.buy({"bowl": 1})]


# One order


@race
def an_order_is_paid_while_it_is_cancelled(world: World) -> Race:
    order = _ordered(world)
    ada = world.customer()
    yield [lambda: ada.pay(order), lambda: ada.cancel(order)]
    assert world.status(order) in {"confirmed", "cancelled"}


@race
def a_paid_order_is_cancelled_by_two(world: World) -> Race:
    order = _paid(world)
    yield [lambda: world.customer().cancel(order), lambda: world.admin.move(order, "cancelled")]
    assert world.status(order) == "cancelled"
    assert sum(refund.amount for refund in world.provider.ledger.refunds) == 2490


@race
def an_order_is_shipped_while_it_is_cancelled(world: World) -> Race:
    order = _paid(world)
    yield [lambda: world.customer().cancel(order), lambda: world.admin.move(order, "shipped")]
    assert world.status(order) in {"shipped", "cancelled"}


@race
def an_order_is_paid_and_cancelled_when_its_hold_ends(world: World) -> Race:
    order = _ordered(world)
    ada = world.customer()
    world.advance(888)
    yield [lambda: ada.pay(order), lambda: ada.cancel(order), lambda: world.advance(15)]


@race
def an_order_is_cancelled_while_it_is_placed_again(world: World) -> Race:
    """Placing dies with the intent made; the customer repeats it in one tab, and cancels in another."""
    world.stock("bowl", 10)
    ada = world.customer()
    ada.add("bowl", 2)
    version = ada.cart_version
    ada.patient = False
    world.next_call("stripe.payment_intents.create", "crash_after")
    ada.place(key="one", cart_version=version)
    ada.patient = True
    (order_id,) = [raw["pk"]["S"].partition("#")[2] for raw in world.items() if raw["sk"]["S"] == "ORDER"]
    yield [lambda: ada.place(key="one", cart_version=version), lambda: ada.cancel_by_id(order_id)]


# One payment


@race
def one_webhook_comes_three_times_at_once(world: World) -> Race:
    order = _ordered(world)
    with world.webhooks.held():
        world.customer().pay(order)
    event = world.provider.ledger.events[world.provider.last_event_id("payment_intent.succeeded")]
    yield [lambda: world.webhooks.deliver(event)] * 3
    assert world.status(order) == "confirmed"


@race
def a_decline_and_a_success_are_told_at_once(world: World) -> Race:
    order = _ordered(world)
    ada = world.customer()
    with world.webhooks.held():
        ada.pay(order, DECLINED)
        ada.pay(order)
    events = [
        world.provider.ledger.events[world.provider.last_event_id(f"payment_intent.{kind}")]
        for kind in ("succeeded", "payment_failed")
    ]
    yield [lambda event=event: world.webhooks.deliver(event) for event in events]  # type: ignore[misc]
    assert world.status(order) == "confirmed"
