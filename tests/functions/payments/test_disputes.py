"""A customer's bank asks for money back: recorded in any state, acknowledged, told once for each step."""

import json

import pytest

from infra.local.payments import Browser, Provider
from infra.local.payments.work import encode
from payments.domain import DisputeStatus, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.refunds import Refunds
from payments.store import DisputeStore
from tests.support.events import data, emitted, names
from tests.support.machine import Machines
from tests.support.payments import PAYMENT_ID, make_due, open_payment, stored, stored_refund
from tests.support.provider import deliver, event_of, post

pytestmark = pytest.mark.usefixtures("table", "machines")


def told(provider: Provider, kind: str, *, copies: int = 2) -> None:
    for _ in range(copies):
        assert deliver(event_of(provider, kind)).status == 200


@pytest.fixture
def charge(provider: Provider) -> str:
    """The charge of a payment that has succeeded."""
    Intents().ensure(open_payment())
    Browser(provider.url).confirm(str(stored().client_secret), "pm_card_visa", "https://shop.test")
    told(provider, "payment_intent.succeeded")
    (charge,) = provider.state.ledger.charges
    return charge.id


def test_a_dispute_is_recorded_step_by_step(provider: Provider, charge: str) -> None:
    opened = provider.control.dispute(charge)
    told(provider, "charge.dispute.created")
    provider.control.answer_dispute(opened["id"])
    told(provider, "charge.dispute.updated")
    provider.control.close_dispute(opened["id"], "lost")
    told(provider, "charge.dispute.closed")

    dispute = DisputeStore().find(PAYMENT_ID, opened["id"])
    assert dispute
    assert (dispute.status, dispute.amount.amount_minor) == (DisputeStatus.LOST, 1999)
    events = [event for event in emitted(PAYMENT, PAYMENT_ID) if event.name == "PaymentDisputed"]
    assert [data(event)["status"] for event in events] == ["open", "lost"]  # evidence changes nothing here
    assert [event.sequence for event in emitted(PAYMENT, PAYMENT_ID)] == [1, 2, 3]
    assert stored().state is State.SUCCEEDED


def test_what_was_told_before_and_comes_after_changes_nothing(provider: Provider, charge: str) -> None:
    opened = provider.control.dispute(charge)
    provider.control.close_dispute(opened["id"], "won")
    told(provider, "charge.dispute.closed")
    told(provider, "charge.dispute.created")

    dispute = DisputeStore().find(PAYMENT_ID, opened["id"])
    assert dispute
    assert dispute.status is DisputeStatus.WON
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded", "PaymentDisputed"]


def test_a_dispute_is_recorded_whatever_the_payments_state(provider: Provider, charge: str) -> None:
    make_due()
    Refunds().pay("ref_01kawzq3n5rv0v7k8t9m2c4x6y_1")
    assert stored().state is State.REFUNDED
    provider.state.ledger.charges[charge].amount_refunded = 0  # a bank may ask all the same
    provider.control.dispute(charge)

    told(provider, "charge.dispute.created")

    assert names(PAYMENT, PAYMENT_ID)[-1] == "PaymentDisputed"
    assert stored().state is State.REFUNDED


def test_what_the_bank_has_taken_is_not_given_back_as_well(provider: Provider, charge: str) -> None:
    provider.control.dispute(charge)
    refund = make_due(500)

    Refunds().pay(refund.id)

    assert stored_refund(refund.id).failure == "charge_disputed"
    assert stored().refunded_minor == 0


def test_an_event_that_is_sent_again_does_not_take_back_a_newer_one(provider: Provider, charge: str) -> None:
    provider.control.dispute(charge)
    first = json.loads(encode(event_of(provider, "charge.dispute.created")))
    newer = json.loads(json.dumps(first)) | {"id": "evt_newer", "type": "charge.dispute.updated"}
    newer["data"]["object"]["reason"] = "duplicate"
    for event in (first, newer, first):
        assert post(json.dumps(event).encode()).status == 200

    dispute = DisputeStore().find(PAYMENT_ID, first["data"]["object"]["id"])
    assert dispute
    assert (dispute.reason, dispute.version) == ("duplicate", 2)


@pytest.mark.parametrize(
    "changed", [{"payment_intent": None}, {"payment_intent": ""}, {"metadata": {"payment_id": PAYMENT_ID}}]
)
def test_a_dispute_of_nothing_of_ours_is_acknowledged(
    provider: Provider, charge: str, changed: dict[str, object]
) -> None:
    provider.control.dispute(charge)
    event = json.loads(encode(event_of(provider, "charge.dispute.created")))
    event["data"]["object"] |= changed
    if "metadata" in changed:  # a merchant's other shop: the intent does not know us
        provider.state.ledger.intents[event["data"]["object"]["payment_intent"]].metadata = {}

    assert post(json.dumps(event).encode()).status == 200
    assert names(PAYMENT, PAYMENT_ID) == ["PaymentSucceeded"]


def test_a_provider_that_does_not_answer_sends_the_event_again(
    provider: Provider, charge: str, machines: Machines
) -> None:
    provider.control.dispute(charge)
    provider.control.fail_next("timeout_before", "payment_intents.retrieve", times=3)

    busy, again = (deliver(event_of(provider, "charge.dispute.created")) for _ in range(2))

    assert (busy.status, again.status) == (503, 200)
    assert names(PAYMENT, PAYMENT_ID)[-1] == "PaymentDisputed"
