"""Many at once, over HTTP, against the deployed stack."""

import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.e2e.world import World

BUYERS, UNITS = 60, 20


def test_sixty_buyers_of_twenty_units_get_twenty_orders_and_forty_clear_refusals(world: World) -> None:
    sku = world.product(quantity=UNITS)["variants"][0]["sku"]
    with ThreadPoolExecutor(4) as people:
        customers = list(people.map(lambda _: world.customer(), range(BUYERS)))
        carts = list(people.map(lambda customer: world.cart_with(customer.token, sku), customers))
    with ThreadPoolExecutor(BUYERS) as crowd:
        answers = list(
            crowd.map(
                lambda pair: world.place(pair[0].token, pair[1]["version"]),
                zip(customers, carts, strict=True),
            )
        )
    assert Counter(answer.status for answer in answers) == {201: UNITS, 409: BUYERS - UNITS}
    assert {answer.json["code"] for answer in answers if answer.status == 409} == {"out_of_stock"}
    assert world.stock(sku) == {"available": 0, "reserved": UNITS, "sold": 0, "damaged": 0}


def test_the_same_order_submitted_twice_at_once_is_one_order_one_payment_and_identical_answers(
    world: World,
) -> None:
    sku = world.product(quantity=10)["variants"][0]["sku"]
    for _ in range(5):
        customer, key = world.customer(), secrets.token_hex(16)
        cart = world.cart_with(customer.token, sku)
        with ThreadPoolExecutor(2) as twice:
            answers = list(twice.map(lambda _: world.place(customer.token, cart["version"], key), range(2)))  # noqa: B023
        assert [answer.status for answer in answers] == [201, 201]
        assert answers[0].content == answers[1].content
        assert sorted(answer.headers.get("idempotency-replayed", "") for answer in answers) == ["", "true"]
        orders = world.api.send("GET", "/api/orders", token=customer.token).expect(200).json["items"]
        assert len(orders) == 1
        assert len(world.intents_of(orders[0]["id"])) == 1


def test_fifty_parallel_adds_are_all_in_the_cart_or_refused_clearly(world: World) -> None:
    skus = [world.product(quantity=1)["variants"][0]["sku"] for _ in range(10)]
    customer = world.customer()
    wanted = skus * 5

    def add(sku: str) -> int:
        body = {"sku": sku, "quantity": 1}
        return world.api.send("POST", "/api/cart/items", body, token=customer.token).status

    for sku in skus:
        world.keeper.restock(sku, 100)
    with ThreadPoolExecutor(50) as hands:
        statuses = Counter(hands.map(add, wanted))
    cart = world.api.send("GET", "/api/cart", token=customer.token).expect(200).json
    assert set(statuses) <= {201, 409}
    assert sum(line["quantity"] for line in cart["lines"]) == statuses[201]
