"""Several people at one coupon, one refund, one return, one hot SKU."""

from tests.faults.interleavings.race import Race, race
from tests.faults.people import Order
from tests.faults.world import World


def _refunded_minor(world: World) -> int:
    return sum(refund.amount for refund in world.provider.ledger.refunds)


def _delivered(world: World) -> Order:
    world.stock("bowl", 10, price_minor=2400)
    ada = world.customer()
    order = ada.buy({"bowl": 3})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    for status in ("shipped", "delivered"):
        world.admin.move(order, status)
    return order


@race
def three_use_the_last_of_a_coupon(world: World) -> Race:
    world.stock("bowl", 10)
    world.admin.give_out("WELCOME", uses_max=1)
    buyers = [world.customer(name) for name in ("ada", "bob", "cleo")]
    orders: list[Order] = []
    for buyer in buyers:
        buyer.add("bowl", 1)

    def order(number: int) -> None:
        orders.append(buyers[number].place(coupon_code="WELCOME"))

    yield [lambda: order(0), lambda: order(1), lambda: order(2)]
    assert sum(order.is_placed for order in orders) == 1


@race
def one_coupon_is_used_while_another_gives_it_back(world: World) -> Race:
    world.stock("bowl", 10)
    world.admin.give_out("WELCOME", uses_max=1)
    ada, bob = world.customer("ada"), world.customer("bob")
    order = ada.buy({"bowl": 1}, coupon_code="WELCOME")
    bob.add("bowl", 1)
    world.advance(5)
    yield [lambda: ada.cancel(order), lambda: bob.place(coupon_code="WELCOME")]


@race
def two_refund_most_of_one_payment(world: World) -> Race:
    """Each is allowed, both are not."""
    order = _delivered(world)
    most = {"amount": {"amount_minor": 5000, "currency": "EUR"}}
    yield [lambda: world.admin.refund(order, most), lambda: world.admin.refund(order, most)]
    assert _refunded_minor(world) == 5000


@race
def one_refund_is_asked_for_twice(world: World) -> Race:
    order = _delivered(world)
    part = {"amount": {"amount_minor": 700, "currency": "EUR"}}
    yield [lambda: world.admin.refund(order, part, key="one")] * 2
    assert _refunded_minor(world) == 700


@race
def an_order_is_refunded_while_it_is_cancelled(world: World) -> Race:
    world.stock("bowl", 10)
    ada = world.customer()
    order = ada.buy({"bowl": 2})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    part = {"amount": {"amount_minor": 700, "currency": "EUR"}}
    yield [lambda: world.admin.refund(order, part), lambda: ada.cancel(order)]
    assert world.status(order) == "cancelled"


@race
def one_parcel_is_taken_in_twice(world: World) -> Race:
    order = _delivered(world)
    return_id = world.customer().give_back(order, "bowl", 2)
    lines: list[dict[str, object]] = [{"sku": "bowl", "restocked": 2}]
    yield [lambda: world.admin.take_back(return_id, lines)] * 2
    assert world.units("bowl") == (9, 0, 1)
    assert _refunded_minor(world) == 4800


@race
def more_comes_back_than_was_bought(world: World) -> Race:
    order = _delivered(world)
    made: list[str] = []
    yield [lambda: made.append(world.customer().give_back(order, "bowl", 2))] * 2
    assert sum(bool(return_id) for return_id in made) == 1


@race
def a_sku_is_spread_while_it_is_bought(world: World) -> Race:
    world.stock("bowl", 4)
    buyers = [world.customer(name) for name in ("ada", "bob")]
    orders: list[Order] = []
    for buyer in buyers:
        buyer.add("bowl", 2)

    def order(number: int) -> None:
        orders.append(buyers[number].place())

    yield [lambda: world.admin.spread("bowl", 4), lambda: order(0), lambda: order(1)]
    assert sum(order.is_placed for order in orders) == 2  # no false "sold out"
