"""Completing a checkout: twice, at once, too late, or never."""

import pytest

from haat.events.outbox import EventItem
from orders.domain import CancelReason, Status
from payments.domain import State
from tests.functions.checkout.conftest import pay
from tests.scenarios.sources import source
from tests.support.gateway import FakeGateway
from tests.support.journey import Journey, nothing, visited
from tests.support.provider import operations
from tests.support.shop import (
    change_offer,
    fill_cart,
    order_of,
    ordered,
    payment_of,
    place,
    show,
    stock,
    units,
)
from tests.support.table import ids_of, items


@source("medusa #15122")
def test_nothing_is_told_of_an_order_that_does_not_come_about(shop: None, gateway: FakeGateway) -> None:
    """There "order placed" went out, and then the workflow rolled back."""
    version = fill_cart({"lamp": 2})
    stock("lamp", available=1, price_minor=8900)

    assert place(version).status == 409

    assert [event.name for event in items(EventItem)] == []
    assert gateway.calls == []


@source("saleor #12652")
def test_who_loses_the_race_with_the_webhook_gets_the_order(journey: Journey) -> None:
    """There the webhook deleted the checkout under the browser, which then heard "not found"."""
    version = fill_cart({"bowl": 1})
    first = place(version)
    order_id = first.json["order"]["id"]
    journey.relay()
    journey.checkout(order_id, lambda: pay(journey, order_id))

    again = place(version)

    assert (again.status, again.text) == (201, first.text)
    assert show(order_id).json["status"] == "confirmed"


@source("saleor #12229", "medusa #15589")
def test_completing_again_asks_the_provider_for_nothing_and_an_order_has_one_intent(
    journey: Journey,
) -> None:
    """There every completion called the provider again, and every change of a total made a new intent."""
    version = fill_cart({"bowl": 1})

    for _ in range(3):
        assert place(version).status == 201
    change_offer("bowl", prices={"EUR": 9900})
    assert place(version).status == 201

    assert len(operations(journey.provider, "payment_intents.create")) == 1
    assert len(journey.provider.state.ledger.intents) == 1
    (placed,) = ids_of("ORDER#")
    journey.relay()
    journey.checkout(placed, nothing)


@source("saleor-docs #990")
def test_a_tab_closed_after_paying_leaves_an_order(journey: Journey, order_id: str) -> None:
    """There the money was taken and no order came; here the provider is asked at the deadline."""
    done = journey.checkout(order_id, lambda: journey.pay(order_id))

    assert visited(done)[-1] == "Confirmed"


@source("medusa #16407")
@pytest.mark.parametrize("paid_minor", [1, 6049, 6051])
def test_money_that_is_not_the_total_confirms_nothing_and_goes_back(
    journey: Journey, order_id: str, paid_minor: int
) -> None:
    """There the payment was never compared with the total."""

    def another_amount() -> None:
        intent = journey.provider.state.ledger.intents[str(payment_of(order_id).intent_id)]
        intent.amount = paid_minor
        pay(journey, order_id)

    journey.checkout(order_id, another_amount)
    journey.relay()

    assert order_of(order_id).cancel_reason is CancelReason.MISMATCH
    assert payment_of(order_id).state is State.REFUNDED


@source("medusa #13301")
def test_two_checkouts_of_one_order_confirm_it_once_and_refund_nothing(
    journey: Journey, order_id: str
) -> None:
    """There browser and webhook both completed a cart, and the loser refunded the winner's money."""
    first = journey.checkout(order_id, lambda: pay(journey, order_id))
    second = journey.checkout(order_id, nothing)  # a second execution, as if its name were no guard

    assert (visited(first)[-1], visited(second)[-1]) == ("Confirmed", "Confirmed")
    assert order_of(order_id).version == 2
    assert len(journey.provider.state.ledger.charges) == 1
    assert not list(journey.provider.state.ledger.refunds)


@source("medusa #4798", "vendure PR 2657")
def test_a_webhook_is_acknowledged_however_often_and_late_it_comes(journey: Journey, order_id: str) -> None:
    """There a repeated or late one got 409 or 500, and the provider went on and on."""
    journey.checkout(order_id, lambda: pay(journey, order_id))

    journey._told.clear()
    journey.now_s += 3 * 24 * 3600
    journey.webhooks(copies=3)  # asserts that each is answered 200

    assert order_of(order_id).version == 2


@source("pinelab-vendure-plugins #620")
def test_one_webhook_a_hundred_times_settles_once(journey: Journey, order_id: str) -> None:
    """There three at once settled three times."""

    def a_hundred_times() -> None:
        journey.pay(order_id)
        journey.webhooks(copies=100)

    journey.checkout(order_id, a_hundred_times)

    events = [event.name for event in items(EventItem) if event.pk.endswith(payment_of(order_id).id)]
    assert events.count("PaymentSucceeded") == 1
    assert len(journey.provider.state.ledger.charges) == 1


@source("vendure #3509")
def test_an_order_that_nobody_pays_gives_its_units_back_at_its_deadline(
    journey: Journey, order_id: str
) -> None:
    """There unpaid orders held stock for ever."""
    journey.checkout(order_id, nothing)

    assert order_of(order_id).status is Status.CANCELLED
    assert units("bowl") == (10, 0, 0)


@source("medusa #12401")
def test_units_are_given_back_once_however_often_an_order_is_closed(journey: Journey, order_id: str) -> None:
    """There a reserved quantity fell below zero and blocked fulfilment."""
    for _ in range(3):
        journey.checkout(order_id, nothing)

    assert units("bowl") == (10, 0, 0)
    assert units("tea") == (10, 0, 0)


@source("saleor PR 11069")
def test_others_buy_while_the_provider_takes_its_time(
    shop: None, gateway: FakeGateway, machines: None
) -> None:
    """There rows of stock were locked during the provider's call."""
    bobs: list[str] = []
    gateway.before("create_intent", lambda: bobs.append(ordered({"bowl": 3}, key="bob", whose="usr_bob")))

    adas = ordered({"bowl": 2}, key="ada")

    assert adas
    assert bobs
    assert units("bowl") == (5, 5, 0)
