"""GET /api/admin/orders/{order_id}/story: why an order is stuck, in one call."""

from collections.abc import Iterator
from typing import Any

import pytest

from checkout import manifest
from checkout.api import get_order_story
from haat import clock
from haat.events import pointers, trail
from haat.events.pointers import PointerItem
from haat.saga.execution import Execution, Step
from haat.table import writes
from haat.table.meter import meter
from notifications.domain import Kind, Message
from notifications.store import Claim, MessageStore
from orders.domain import Status
from orders.keys import ORDER
from payments.domain import IntentStatus
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.refunds import Refunds
from tests.support.gateway import FakeGateway, lost
from tests.support.machine import Machines
from tests.support.paying import carry, confirm, pay, pay_and_confirm
from tests.support.reconciling import reconcile
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.shop import cancel, order_of, ordered, payment_of

NOW_S = 1_795_339_800
AT = "2026-11-22T09:30:00Z"
pytestmark = pytest.mark.usefixtures("shop", "machines")


@pytest.fixture(autouse=True)
def time() -> Iterator[None]:
    """Everything happens at once."""
    with clock.set_to(lambda: NOW_S):
        yield


@pytest.fixture
def order_id(gateway: FakeGateway) -> str:
    return ordered({"bowl": 2, "tea": 1})


def ask(order_id: str) -> Response:
    return send(get_order_story.handler, path={"order_id": order_id}, claims=admin_claims())


def story(order_id: str) -> Any:
    response = ask(order_id)
    assert response.status == 200, response.text
    return response.json


def published(order_id: str, *, parked: bool = False) -> None:
    """The bus has the events of an order and of its payment, or will never have them."""
    for key in (ORDER.key(order_id), PAYMENT.key(order_of(order_id).payment_id)):
        for event in trail.read(key):
            pk, sk = pointers.key_of(event.event_id, event.occurred_at)
            writes.commit(writes.delete(PointerItem, pk, sk, when=None, refused=lambda _: None))
            if parked:
                parked_sk = pointers.parked_key_of(event.event_id, event.occurred_at)[1]
                item = PointerItem(pk=pk, sk=parked_sk)
                writes.commit(writes.put(item, when=None, refused=lambda _: None))


def waits(order_id: str) -> list[tuple[str, str | None]]:
    return [(wait["what"], wait["until"]) for wait in story(order_id)["waiting_for"]]


def test_a_new_order_waits_for_its_customer_until_its_hold_ends(order_id: str) -> None:
    published(order_id)
    told = story(order_id)
    assert [entry["what"] for entry in told["entries"]] == ["OrderPlaced"]
    assert told["entries"][0]["details"]["order"]["id"] == order_id
    assert (told["payment"]["state"], told["provider"]["status"]) == ("pending", "open")
    assert told["waiting_for"] == [
        {
            "what": "the customer's payment",
            "until": order_of(order_id).hold_until,
            "ended_by": "the checkout saga",
        }
    ]


def test_what_orders_and_payments_did_is_told_in_order_of_time(order_id: str, gateway: FakeGateway) -> None:
    with clock.set_to(lambda: NOW_S + 10):
        pay(gateway, order_id)
    with clock.set_to(lambda: NOW_S + 20):
        confirm(order_id)
    entries = [(entry["by"], entry["what"]) for entry in story(order_id)["entries"]]
    assert entries == [
        ("orders", "OrderPlaced"),
        ("payments", "PaymentSucceeded"),
        ("orders", "OrderConfirmed"),
    ]


def test_the_provider_says_what_money_it_has(order_id: str, gateway: FakeGateway) -> None:
    gateway.become("pi_1", IntentStatus.SUCCEEDED)
    provider = story(order_id)["provider"]
    total_minor = order_of(order_id).total.amount_minor
    assert (provider["status"], provider["received_minor"]) == ("succeeded", total_minor)


def test_a_saga_that_stopped_says_where_and_why(order_id: str, machines: Machines) -> None:
    steps = (Step(AT, "ConfirmOrder", None), Step(AT, "ConfirmOrder", "Transient: no answer"))
    machines.executions[order_id] = Execution("FAILED", AT, AT, steps)
    published(order_id)
    told = story(order_id)
    assert told["saga"] == {"status": "FAILED", "state": "ConfirmOrder", "started_at": AT, "stopped_at": AT}
    assert told["entries"][-1]["details"] == {"failure": "Transient: no answer"}
    assert "repair: the checkout saga stopped in ConfirmOrder" in dict(waits(order_id))


def test_who_does_not_answer_is_named_and_the_rest_is_told(
    order_id: str, gateway: FakeGateway, machines: Machines
) -> None:
    gateway.before("read_intent", lost)
    machines.is_away = True
    told = story(order_id)
    assert told["silent"] == ["saga", "provider"]
    assert (told["saga"], told["provider"], len(told["entries"])) == (None, None, 1)


def test_an_event_that_is_not_on_the_bus_yet_says_when_it_will_be(order_id: str) -> None:
    assert story(order_id)["unpublished"] == [f"ORDER#{order_id}/1"]
    assert ("OrderPlaced to reach the bus", "2026-11-22T09:32:00Z") in waits(order_id)


def test_an_event_that_the_bus_refused_waits_for_a_person(order_id: str) -> None:
    published(order_id, parked=True)
    assert ("OrderPlaced, which the bus refused", None) in waits(order_id)


def test_mails_are_told_and_one_that_nobody_knows_of_waits_for_a_person(order_id: str) -> None:
    sent, unsure = (Message(order_id, kind, "e") for kind in (Kind.ORDER_CONFIRMED, Kind.PAYMENT_FAILED))
    claim = MessageStore().claim(sent)
    assert isinstance(claim, Claim)
    MessageStore().record_sent(claim, "ses-1")
    MessageStore().claim(unsure)
    assert ("the mail payment_failed, which is being sent", None) in waits(order_id)
    MessageStore().record_doubt(unsure)
    mails = [entry for entry in story(order_id)["entries"] if entry["by"] == "notifications"]
    assert [(mail["what"], mail["details"]["state"]) for mail in mails] == [
        ("order_confirmed", "sent"),
        ("payment_failed", "uncertain"),
    ]
    assert ("somebody to see whether the mail payment_failed left", None) in waits(order_id)


def test_what_is_paid_and_not_confirmed_is_repaired_soon_after_the_hold(
    order_id: str, gateway: FakeGateway
) -> None:
    pay(gateway, order_id)
    published(order_id)
    assert waits(order_id) == [("confirmation of the order, which is paid", "2026-11-22T09:45:45Z")]


def test_what_nobody_can_pay_any_more_is_released(order_id: str, gateway: FakeGateway) -> None:
    Intents().close(payment_of(order_id).id)
    published(order_id)
    assert waits(order_id) == [
        ("release of the units, which nobody can pay any more", "2026-11-22T09:45:45Z")
    ]


def test_an_order_on_its_way_waits_for_the_shop(order_id: str, gateway: FakeGateway) -> None:
    pay_and_confirm(gateway, order_id)
    published(order_id)
    assert waits(order_id) == [("being shipped", None)]
    carry(order_id, Status.SHIPPED)
    published(order_id)
    assert waits(order_id) == [("being delivered", None)]


def test_money_that_goes_back_is_waited_for_until_the_provider_has_paid_it(
    order_id: str, gateway: FakeGateway
) -> None:
    pay_and_confirm(gateway, order_id)
    cancel(order_id)
    published(order_id)
    (refund,) = story(order_id)["refunds"]
    assert (refund["status"], refund["reason"]) == ("due", "order_cancelled")
    assert [what for what, _ in waits(order_id)] == [f"the provider to pay the refund {refund['id']}"]
    Refunds().pay(refund["id"])
    published(order_id)
    assert (story(order_id)["refunds"][0]["status"], waits(order_id)) == ("paid", [])


def test_what_the_reconciler_did_is_part_of_the_story(order_id: str) -> None:
    with clock.set_to(lambda: NOW_S + 1000):
        reconcile()
    told = [entry for entry in story(order_id)["entries"] if entry["by"] == "checkout"]
    assert [entry["details"]["repair"] for entry in told] == ["intent_closed", "order_released"]


def test_an_order_that_has_ended_waits_for_nothing(order_id: str) -> None:
    cancel(order_id)
    published(order_id)
    assert waits(order_id) == []


def test_a_story_takes_no_more_round_trips_than_it_says(order_id: str) -> None:
    ask(order_id)
    assert len(meter.calls) < manifest.GET_ORDER_STORY.round_trips  # the secret and Step Functions: in memory


def test_there_is_no_story_of_an_order_that_never_was(gateway: FakeGateway) -> None:
    assert ask("ord_of_nobody").status == 404


def test_a_customer_hears_no_stories(order_id: str) -> None:
    response = send(get_order_story.handler, path={"order_id": order_id}, claims=customer_claims())
    assert response.status in (401, 403)
