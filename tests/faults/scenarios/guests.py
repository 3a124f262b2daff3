"""Guests, who follow their orders by a link, and may have an account later."""

import re

from haat import address_proof, clock
from haat.guests import guest_id
from haat.table import writes
from identity import manifest as identity
from identity.domain.accounts import Account, Details
from identity.store.accounts import AccountStore
from orders import manifest as orders
from payments import manifest as payments
from tests.faults.people import Customer, Guest
from tests.faults.scenarios.scenario import Play, scenario
from tests.faults.world import World

LINK = re.compile(r"/orders/(?P<order_id>\w+)#token=(?P<token>\S+)")


@scenario
def a_guest_buys_and_follows_the_link_in_the_mail(world: World) -> Play:
    world.stock("bowl", 10)
    grace = Guest(world, "grace")
    order = grace.buy({"bowl": 2})
    world.advance(2)
    grace.pay(order)
    yield
    assert world.status(order) == "confirmed"
    (mail,) = world.mailbox.sent
    (link,) = {found["token"] for found in LINK.finditer(mail.text)}
    assert link == grace.tokens["order-token"]
    assert grace.show(order).json["status"] == "confirmed"


@scenario
def a_guest_cancels_by_the_link(world: World) -> Play:
    world.stock("bowl", 10)
    grace = Guest(world, "grace")
    order = grace.buy({"bowl": 2})
    world.advance(2)
    grace.cancel(order)
    yield
    assert world.status(order) == "cancelled"
    assert world.units("bowl") == (10, 0, 0)


@scenario
def a_guests_orders_find_the_account(world: World) -> Play:
    """One is paid and one waits when the address is proved; a third comes after that."""
    world.stock("bowl", 10)
    grace, account = Guest(world, "ada"), registered(world)
    paid = grace.buy({"bowl": 1})
    world.advance(2)
    grace.pay(paid)
    world.advance(60)
    waiting = grace.buy({"bowl": 2})
    world.advance(2)
    prove(account)
    grace.pay(waiting)
    world.advance(60)
    later = grace.buy({"bowl": 3})
    world.advance(2)
    grace.pay(later)
    yield
    mine = {shown["id"] for shown in account.ask(orders.LIST_ORDERS).json["items"]}
    assert mine == {paid.id, waiting.id, later.id}
    placed_by = {world.order(order.id)["placed_by"]["S"] for order in (paid, waiting, later)}
    assert placed_by == {guest_id("ada@example.com")}
    payment_id = str(later.response.json["payment"]["id"])
    assert account.ask(payments.GET_PAYMENT, payment_id=payment_id).status == 200
    assert grace.show(later).json["status"] == "confirmed"


def registered(world: World) -> Customer:
    """Ada, with an account whose address nobody has proved yet."""
    ada = world.customer("ada")
    with world.aside():
        at = clock.now()
        account = Account(ada.id, "ada@example.com", Details(), created_at=at, proof_asked_at=at)
        assert writes.commit(*AccountStore().registered(account)) == []
    return ada


def prove(account: Customer) -> None:
    """Prove the address by the token of the mail."""
    until_s = clock.now_s() + address_proof.LIFE_S
    token = address_proof.token_of(account.id, "ada@example.com", until_s=until_s)
    account.ask(identity.VERIFY_EMAIL, {"token": token})
