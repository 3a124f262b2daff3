"""What every gateway keeps: the real one against the stand-in provider, and the fake of the other tests."""

from dataclasses import dataclass

import pytest

from infra.local.payments import Browser, Provider
from payments.domain import Intent, IntentStatus, matches
from payments.gateway import StripeGateway
from tests.support.gateway import FakeGateway
from tests.support.payments import payment

METHODS = {IntentStatus.SUCCEEDED: "pm_card_visa", IntentStatus.PROCESSING: "pm_usBankAccount_success"}


@dataclass
class Bench:
    """A gateway, and a customer who pays at it."""

    gateway: StripeGateway
    provider: Provider | None = None

    def pay(self, intent: Intent, status: IntentStatus) -> None:
        if isinstance(self.gateway, FakeGateway):
            self.gateway.become(intent.id, status)
        elif self.provider:
            Browser(self.provider.url).confirm(intent.client_secret, METHODS[status], "https://shop.test")


@pytest.fixture(params=["fake", "real"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param == "fake":
        return Bench(FakeGateway())
    return Bench(StripeGateway(), request.getfixturevalue("provider"))


def test_one_key_makes_one_intent_which_is_told_as_it_was_made(bench: Bench) -> None:
    first = bench.gateway.create_intent(payment())
    bench.gateway.cancel_intent(first.id)

    assert bench.gateway.create_intent(payment()) == first
    assert first.status is IntentStatus.OPEN
    assert bench.gateway.read_intent(first.id).status is IntentStatus.CANCELLED


def test_two_orders_have_two_intents(bench: Bench) -> None:
    first = bench.gateway.create_intent(payment())
    second = bench.gateway.create_intent(payment(order_id="ord_2", id="pay_2"))

    assert first.id != second.id
    assert first.client_secret != second.client_secret


def test_a_paid_intent_has_the_payments_amount_and_ids(bench: Bench) -> None:
    intent = bench.gateway.create_intent(payment())
    bench.pay(intent, IntentStatus.SUCCEEDED)

    assert matches(payment(intent_id=intent.id), bench.gateway.read_intent(intent.id))


def test_an_open_intent_is_not_paid(bench: Bench) -> None:
    intent = bench.gateway.create_intent(payment())

    assert not matches(payment(intent_id=intent.id), bench.gateway.read_intent(intent.id))


@pytest.mark.parametrize("status", METHODS)
def test_it_is_too_late_to_cancel_what_is_paid_or_on_its_way(bench: Bench, status: IntentStatus) -> None:
    intent = bench.gateway.create_intent(payment())
    bench.pay(intent, status)

    assert bench.gateway.cancel_intent(intent.id).status is status
    assert bench.gateway.read_intent(intent.id).status is status


def test_cancelling_can_be_repeated(bench: Bench) -> None:
    intent = bench.gateway.create_intent(payment())

    statuses = {bench.gateway.cancel_intent(intent.id).status for _ in range(2)}
    assert statuses == {IntentStatus.CANCELLED}


def test_money_goes_back_once_under_whatever_key(bench: Bench) -> None:
    intent = bench.gateway.create_intent(payment())
    bench.pay(intent, IntentStatus.SUCCEEDED)

    refunds = {bench.gateway.refund(intent.id, key) for key in ("order:1:refund:1", "order:1:refund:2")}
    assert len(refunds) == 1
