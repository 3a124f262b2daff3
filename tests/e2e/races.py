"""Races over HTTP against a deployed stack: many callers at once want what only few can have.

Each race says what came of it; a violation is whatever must not happen, in words. The local edge passes 16
requests on at a time (infra/local/edge.py says why), so of 64 callers 16 race and 48 wait for their turn.
"""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from infra.local.client import Response
from tests.e2e.staging import deployed, free_layout
from tests.e2e.world import Customer, World

CALLERS = 64
PREPARING = 4  # workers that get customers and carts ready
ASKS_MAX = 10  # by one caller who is told to come again each time
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a race: answers by status and code, and what went wrong."""

    callers: int
    answers: dict[str, int]
    violations: tuple[str, ...]


Race = Callable[[World], Outcome]


def at_once(ask: Callable[[T], R], callers: Iterable[T]) -> list[R]:
    """Everybody asks at the same time."""
    with ThreadPoolExecutor(CALLERS) as crowd:
        return list(crowd.map(ask, callers))


def insisting(ask: Callable[[str], Response]) -> Response:
    """The answer to a request with an Idempotency-Key, asked again with it as often as 503 says to."""
    key = secrets.token_hex(16)
    for _ in range(ASKS_MAX - 1):
        answer = ask(key)
        if answer.status != 503:
            return answer
        time.sleep(int(answer.headers["retry-after"]))
    return ask(key)


def last_units(world: World) -> Outcome:
    """Sixty-four buyers of twenty units: twenty orders, and a clear refusal for everybody else."""
    units = 20
    sku = world.product(quantity=units)["variants"][0]["sku"]
    answers = _buy_at_once(world, sku)

    def wrong() -> Iterator[str]:
        yield from unequal("answers", shown(answers), {"201": units, "409 out_of_stock": CALLERS - units})
        yield from unequal(
            "stock", world.stock(sku), {"available": 0, "reserved": units, "sold": 0, "damaged": 0}
        )

    return Outcome(CALLERS, shown(answers), tuple(wrong()))


def one_checkout(world: World) -> Outcome:
    """One checkout, sixty-four times at once: one order, one intent, one answer to the byte."""
    sku = world.product(quantity=10)["variants"][0]["sku"]
    customer, key = world.customer(), secrets.token_hex(16)
    cart = world.cart_with(customer.token, sku)
    answers = at_once(lambda _: world.place(customer.token, cart["version"], key), range(CALLERS))
    settled = [answer for answer in answers if answer.status == 201]

    def wrong() -> Iterator[str]:
        others = {answer.json["code"] for answer in answers if answer.status != 201}
        yield from unequal("other answers", others - {"request_in_progress"}, set())
        yield from unequal("different answers", len({answer.content for answer in settled}), 1)
        fresh = [answer for answer in settled if "idempotency-replayed" not in answer.headers]
        yield from unequal("answers that are no replay", len(fresh), 1)
        orders = _orders(world, customer)
        yield from unequal("orders", len(orders), 1)
        yield from unequal("intents", sum(len(world.intents_of(order)) for order in orders), 1)
        yield from unequal("reserved", world.stock(sku)["reserved"], 1)

    return Outcome(CALLERS, shown(answers), tuple(wrong()))


def one_cart(world: World) -> Outcome:
    """One cart, changed sixty-four times at once: every change is in it, or was clearly refused."""
    skus = [world.product(quantity=200)["variants"][0]["sku"] for _ in range(8)]
    customer = world.customer()
    wanted = skus * (CALLERS // len(skus))

    def add(sku: str) -> Response:
        body = {"sku": sku, "quantity": 1}
        return world.api.send("POST", "/api/cart/items", body, token=customer.token)

    answers = at_once(add, wanted)
    added = Counter(sku for sku, answer in zip(wanted, answers, strict=True) if answer.status == 201)

    def wrong() -> Iterator[str]:
        yield from unequal("other answers", set(shown(answers)) - {"201", "409 cart_contended"}, set())
        cart = world.api.send("GET", "/api/cart", token=customer.token).expect(200).json
        yield from unequal("lines", {line["sku"]: line["quantity"] for line in cart["lines"]}, dict(added))

    return Outcome(CALLERS, shown(answers), tuple(wrong()))


def one_coupon(world: World) -> Outcome:
    """Sixty-four buyers with one coupon that can be used once: one order, and a refusal for the rest."""
    sku = world.product(quantity=CALLERS)["variants"][0]["sku"]
    code = world.coupon(uses_max=1)
    answers = _buy_at_once(world, sku, code)

    def wrong() -> Iterator[str]:
        yield from unequal("answers", shown(answers), {"201": 1, "409 coupon_used_up": CALLERS - 1})
        coupon = world.admin("GET", f"/api/admin/coupons/{code}").expect(200).json
        yield from unequal("uses", coupon["uses"], 1)
        yield from unequal("reserved", world.stock(sku)["reserved"], 1)

    return Outcome(CALLERS, shown(answers), tuple(wrong()))


def one_refund(world: World) -> Outcome:
    """Sixty-four refunds of a seventh of one payment, rounded up: six go, and then too little is left."""
    fits = 6
    customer, staff = world.customer(), world.admin_token()
    placed = world.paid_order(customer, world.product(quantity=1)["variants"][0]["sku"])
    paid, path = placed["order"]["total"], f"/api/payments/{placed['payment']['id']}/refund"
    part = {"amount_minor": paid["amount_minor"] // (fits + 1) + 1, "currency": paid["currency"]}

    def refund(key: str) -> Response:
        return world.api.send("POST", path, {"amount": part}, token=staff, headers={"Idempotency-Key": key})

    answers = at_once(lambda _: insisting(refund), range(CALLERS))
    found = world.refunds_given(placed["payment"]["id"], customer)

    def wrong() -> Iterator[str]:
        told = {"201": fits, "409 refund_too_large": CALLERS - fits}
        yield from unequal("answers", shown(answers), told)
        yield from unequal("given back by the provider", found, [part["amount_minor"]] * fits)

    return Outcome(CALLERS, shown(answers), tuple(wrong()))


def one_webhook(world: World) -> Outcome:
    """One webhook, a hundred times at once: one transition, one event, and every copy acknowledged."""
    copies = 100
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    world.payments.send("PATCH", "/_control/webhooks", {"copies": copies}).expect(200)
    try:
        world.buyer.pay(placed["payment"]["client_secret"])
    finally:  # before orders of other races expire, of which nobody wants a hundred copies
        world.payments.send("PATCH", "/_control/webhooks", {"copies": 1}).expect(200)
    world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    delivered = world.await_deliveries()
    told = [one for one in delivered if one["type"] == "payment_intent.succeeded"][-copies:]
    answers = dict(Counter(str(one["last_status"]) for one in told))

    def wrong() -> Iterator[str]:
        yield from unequal("answers", answers, {"200": copies})
        events = world.events_of(f"PAYMENT#{placed['payment']['id']}")
        yield from unequal("PaymentSucceeded", events.count("PaymentSucceeded"), 1)
        yield from unequal("sold", world.stock(sku)["sold"], 1)

    return Outcome(copies, answers, tuple(wrong()))


RACES: dict[str, Race] = {
    "last_units": last_units,
    "one_checkout": one_checkout,
    "one_cart": one_cart,
    "one_coupon": one_coupon,
    "one_refund": one_refund,
    "one_webhook": one_webhook,
}


def shown(answers: Iterable[Response]) -> dict[str, int]:
    """Answers by status, and by code where they are problems."""

    def name(answer: Response) -> str:
        return str(answer.status) if answer.status < 400 else f"{answer.status} {answer.json['code']}"

    return dict(sorted(Counter(map(name, answers)).items()))


def unequal(what: str, found: object, expected: object) -> Iterator[str]:
    """Says so if something is not what it must be."""
    if found != expected:
        yield f"{what}: {found} instead of {expected}"


def _buy_at_once(world: World, sku: str, coupon_code: str | None = None) -> list[Response]:
    """What sixty-four customers are told who order a unit each."""
    with ThreadPoolExecutor(PREPARING) as people:
        customers = list(people.map(lambda _: world.customer(), range(CALLERS)))
        carts = list(people.map(lambda customer: world.cart_with(customer.token, sku), customers))

    def buy(wish: tuple[Customer, dict[str, Any]]) -> Response:
        customer, cart = wish
        return insisting(lambda key: world.place(customer.token, cart["version"], key, coupon_code))

    return at_once(buy, zip(customers, carts, strict=True))


def _orders(world: World, customer: Customer) -> list[str]:
    items = world.api.send("GET", "/api/orders", token=customer.token).expect(200).json["items"]
    return [order["id"] for order in items]


def section() -> dict[str, object]:
    """The part of `make proof` that is about races: every one of them on a stack of its own."""
    with deployed(free_layout()) as world:
        outcomes = {name: race(world) for name, race in RACES.items()}
    wrong = [f"{name}: {words}" for name, outcome in outcomes.items() for words in outcome.violations]
    figures: dict[str, object] = {
        name: {"callers": outcome.callers, "answers": outcome.answers} for name, outcome in outcomes.items()
    }
    for words in wrong:
        print(f"a race went wrong: {words}")
    return figures | {"violations": len(wrong)}
