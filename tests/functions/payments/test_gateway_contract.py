"""What every gateway keeps: the real one against the stand-in provider, and the fake of the other tests."""

from dataclasses import dataclass

import pytest

from infra.local.payments import Browser, Provider
from payments.domain import Intent, IntentStatus, RefundStatus, matches
from payments.gateway import StripeGateway
from tests.support.gateway import FakeGateway
from tests.support.payments import payment, refund, young

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
    first = bench.gateway.create_intent(young())
    bench.gateway.cancel_intent(first.id)

    assert bench.gateway.create_intent(young()) == first
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


@pytest.fixture
def paid(bench: Bench) -> str:
    """An intent of 19.99 EUR that is paid."""
    intent = bench.gateway.create_intent(payment())
    bench.pay(intent, IntentStatus.SUCCEEDED)
    return intent.id


def test_money_goes_back_once_under_whatever_key(bench: Bench, paid: str) -> None:
    refunds = {bench.gateway.refund(paid, refund(attempt=attempt)) for attempt in (1, 1, 2)}

    (one,) = refunds
    assert (one.status, one.refund_id) == (RefundStatus.SUCCEEDED, refund().id)


def test_parts_go_back_each_for_itself(bench: Bench, paid: str) -> None:
    parts = [bench.gateway.refund(paid, refund(amount, number=n)) for n, amount in ((1, 500), (2, 1499))]

    assert len({part.id for part in parts}) == 2
    assert [part.refund_id for part in parts] == [refund(number=n).id for n in (1, 2)]


def test_a_part_too_many_is_refused_for_good(bench: Bench, paid: str) -> None:
    bench.gateway.refund(paid, refund(1500))

    refused = bench.gateway.refund(paid, refund(500, number=2))
    assert (refused.id, refused.status, refused.failure) == ("", RefundStatus.FAILED, "amount_too_large")
    bench.gateway.refund(paid, refund(499, number=3))
    again = bench.gateway.refund(paid, refund(1, number=4))
    assert (again.status, again.failure) == (RefundStatus.FAILED, "charge_already_refunded")


def test_a_refund_is_found_by_our_id_in_it_and_not_by_anothers(bench: Bench, paid: str) -> None:
    made = bench.gateway.refund(paid, refund(500))

    assert bench.gateway.find_refund(paid, refund(500, attempt=9)) == made
    assert bench.gateway.find_refund(paid, refund(500, number=2)) is None


def test_an_intent_is_found_by_the_payment_it_carries(bench: Bench) -> None:
    assert bench.gateway.find_intent(payment()) is None
    bench.gateway.create_intent(payment(order_id="ord_2", id="pay_2"))
    made = bench.gateway.create_intent(payment())

    assert bench.gateway.find_intent(payment()) == made
