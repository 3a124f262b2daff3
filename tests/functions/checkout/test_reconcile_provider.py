"""Daily: the provider's own list, against our payments. Real gateway, real SDK, the stand-in provider."""

import json
import time as machine
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from checkout.keys import UNMATCHED
from checkout.reconciling.listing import IN_FLIGHT_S
from checkout.tasks import reconcile_provider
from haat import clock
from infra.local.payments import Browser, Provider
from infra.local.payments.intents import PAYABLE
from orders.domain import Status
from payments.domain import Intent, State
from payments.gateway import StripeGateway
from payments.store import PaymentStore
from tests.support.events import data, emitted
from tests.support.reconciling import Time, repairs
from tests.support.shop import cancel, fill_cart, order_of, ordered, payment_of, place, units

pytestmark = pytest.mark.usefixtures("shop", "machines", "time")
A_DAY_LATER_S = 24 * 3600


@pytest.fixture
def time() -> Iterator[Time]:
    """The machine's time, as the provider has it, until a test lets some pass."""
    time = Time(int(machine.time()))
    with clock.set_to(lambda: time.now_s):
        yield time


@pytest.fixture
def order_id(time: Time, provider: Provider) -> str:
    """A pending order that every minute's reconciler has lost sight of."""
    order_id = ordered({"bowl": 2})
    PaymentStore().settle(payment_of(order_id))
    return order_id


def compare(time: Time, capsys: pytest.CaptureFixture[str], *, after_s: int = A_DAY_LATER_S) -> Any:
    """Run so much later; what was counted."""
    time.passes(after_s)
    reconcile_provider.handler({}, None)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def second_intent(order_id: str) -> Intent:
    """Another intent of the same order, which our payment does not know."""
    return StripeGateway().create_intent(replace(payment_of(order_id), create_attempt=2))


def pay(provider: Provider, client_secret: str | None) -> None:
    Browser(provider.url).confirm(str(client_secret), "pm_card_visa", "https://shop.test")


def status_at(provider: Provider, intent_id: str) -> str:
    return str(next(one.status for one in provider.state.ledger.intents if one.id == intent_id))


def test_what_both_know_is_left_as_it_is(
    order_id: str, time: Time, capsys: pytest.CaptureFixture[str]
) -> None:
    cancel(order_id)
    assert compare(time, capsys)["IntentsCompared"] == [1]
    assert repairs(order_id) == []


def test_money_that_everybody_missed_confirms_its_order(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    pay(provider, payment_of(order_id).client_secret)
    compare(time, capsys)
    assert repairs(order_id) == ["news_recorded", "order_confirmed"]
    assert (payment_of(order_id).state, order_of(order_id).status) == (State.SUCCEEDED, Status.CONFIRMED)


def test_an_order_that_everybody_forgot_is_closed(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    StripeGateway().cancel_intent(str(payment_of(order_id).intent_id))
    compare(time, capsys)
    assert repairs(order_id) == ["news_recorded", "order_released"]
    assert (order_of(order_id).status, units("bowl")) == (Status.CANCELLED, (10, 0, 0))


def test_an_intent_that_nobody_stored_is_found(
    time: Time, provider: Provider, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(PaymentStore, "save", lambda *_: [object()])
        assert place(fill_cart({"bowl": 2})).status == 503
    (intent,) = provider.state.ledger.intents
    order_id = str(intent.metadata["order_id"])
    compare(time, capsys)
    assert status_at(provider, intent.id) == "canceled"
    assert (order_of(order_id).status, units("bowl")) == (Status.CANCELLED, (10, 0, 0))


def test_a_second_intent_of_an_order_is_cancelled_while_nobody_has_paid_it(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    second = second_intent(order_id)
    assert "UnmatchedMoney" not in compare(time, capsys)
    assert status_at(provider, second.id) == "canceled"


def test_money_of_a_second_intent_alarms_once(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    second = second_intent(order_id)
    pay(provider, second.client_secret)
    assert compare(time, capsys)["UnmatchedMoney"] == [1]
    assert "UnmatchedMoney" not in compare(time, capsys)
    (event,) = emitted(UNMATCHED, second.id)
    assert data(event)["order_id"] == order_id
    assert data(event)["amount"]["amount_minor"] == order_of(order_id).total.amount_minor


def test_money_for_an_order_that_never_was_alarms(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = replace(payment_of(order_id), order_id="ord_of_nobody", id="pay_of_nobody")
    pay(provider, StripeGateway().create_intent(unknown).client_secret)
    assert compare(time, capsys)["UnmatchedMoney"] == [1]


def test_an_intent_of_another_shop_on_the_same_account_is_not_ours_to_touch(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    other = StripeGateway().create_intent(replace(payment_of(order_id), order_id=""))
    compare(time, capsys)
    assert status_at(provider, other.id) in PAYABLE


def test_an_intent_that_is_being_stored_is_left_alone(
    order_id: str, time: Time, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    second = second_intent(order_id)
    compare(time, capsys, after_s=IN_FLIGHT_S - 60)
    assert status_at(provider, second.id) in PAYABLE
