"""Every minute: what every other path missed is repaired, by the same code, and told."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest

from checkout.cancelling import OrderCanceller
from checkout.reconciling.reconciler import AFTER_A_FAULT_S, SILENCES_MAX
from checkout.tasks import release_order
from haat.table.meter import meter
from orders.domain import CancelReason, Status
from orders.keys import ORDER
from orders.store import OrderStore
from payments.domain import IntentStatus, State
from payments.intents import Intents
from payments.keys import PAYMENT
from payments.tasks import await_payment
from tests.support.coupons import CODE, counts, given_out
from tests.support.crash import Killed, die
from tests.support.events import names
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.journey import nothing
from tests.support.machine import Machines
from tests.support.meanwhile import Rivals
from tests.support.paying import confirm, pay, pay_and_confirm
from tests.support.reconciling import HOLD_S, NOW_S, Time, reconcile, repairs, time, watched
from tests.support.rights import somebody_else
from tests.support.shop import cancel, fill_cart, order_of, ordered, payment_of, place, units
from tests.support.table import ids_of

__all__ = ["time"]
pytestmark = pytest.mark.usefixtures("shop", "machines", "time")
CART = {"bowl": 2, "tea": 1}
NEWS_S = 121  # after placing: nobody has told what became of the payment
OVER_S = HOLD_S + 46  # after placing: the saga should have closed the order


@pytest.fixture
def order_id(time: Time, gateway: FakeGateway) -> str:
    """A pending order, whose saga does not do its work."""
    return ordered(CART)


def later(time: Time, *moments_s: int) -> None:
    """Runs of the reconciler, so many seconds after the order was placed, and one another."""
    for seconds in moments_s:
        time.passes(seconds)
        reconcile()


def is_cancelled(order_id: str, reason: CancelReason) -> bool:
    order = order_of(order_id)
    whole = (units("bowl"), units("tea")) == ((10, 0, 0), (10, 0, 0))
    return (order.status, order.cancel_reason, whole) == (Status.CANCELLED, reason, True)


def test_nothing_to_do_takes_a_query_of_each_part_of_the_index(gateway: FakeGateway) -> None:
    reconcile()
    assert meter.calls == ["dynamodb.Query"] * 8
    assert gateway.calls == []


def test_a_new_order_is_left_in_peace(order_id: str, time: Time, gateway: FakeGateway) -> None:
    later(time, NEWS_S - 2)
    assert gateway.calls == ["create_intent"]


def test_an_order_that_is_paid_and_confirmed_is_looked_at_no_more(
    order_id: str, gateway: FakeGateway
) -> None:
    assert watched() == [payment_of(order_id).id]
    pay_and_confirm(gateway, order_id)
    assert watched() == []


# The webhook is lost


def test_money_whose_webhook_is_lost_is_recorded_and_its_saga_is_told(
    order_id: str, time: Time, gateway: FakeGateway, machines: Machines
) -> None:
    await_payment.handler({"payment_id": payment_of(order_id).id, "task_token": "token"}, None)
    gateway.become("pi_1", IntentStatus.SUCCEEDED)
    later(time, NEWS_S)
    assert payment_of(order_id).state is State.SUCCEEDED
    assert ("token", "succeeded") in machines.told
    assert order_of(order_id).status is Status.PENDING  # the saga confirms it
    assert repairs(order_id) == ["news_recorded"]


def test_money_that_nobody_was_told_of_confirms_the_order_within_three_minutes(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    gateway.become("pi_1", IntentStatus.SUCCEEDED)
    later(time, NEWS_S, 60)
    assert order_of(order_id).status is Status.CONFIRMED
    assert (units("bowl"), watched()) == ((8, 0, 2), [])
    assert repairs(order_id) == ["news_recorded", "order_confirmed"]


def test_an_intent_that_the_provider_cancelled_unheard_closes_the_order(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    gateway.become("pi_1", IntentStatus.CANCELLED)
    later(time, NEWS_S, 60)
    assert is_cancelled(order_id, CancelReason.CUSTOMER)
    assert repairs(order_id) == ["news_recorded", "order_released"]


def test_a_decline_whose_webhook_is_lost_is_counted_once(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    intent = gateway.intents["pi_1"]
    gateway.intents["pi_1"] = replace(intent, declined_charge="ch_1", decline_reason="card_declined")
    later(time, NEWS_S, 61)
    assert payment_of(order_id).attempts == 1
    assert names(PAYMENT, payment_of(order_id).id) == ["PaymentFailed"]


# The saga never started, died or parked


def test_an_order_that_is_not_paid_in_time_is_closed_at_the_provider_first_and_released_second(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    later(time, OVER_S)
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert is_cancelled(order_id, CancelReason.EXPIRED)
    assert repairs(order_id) == ["intent_closed", "order_released"]


def test_what_is_closed_is_looked_at_no_more(order_id: str, time: Time) -> None:
    later(time, OVER_S)
    assert (watched(), names(ORDER, order_id)) == ([], ["OrderPlaced", "OrderCancelled"])


def test_an_order_that_was_cancelled_is_looked_at_once_more(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    cancel(order_id)
    assert watched() == [payment_of(order_id).id]
    later(time, NEWS_S)
    assert (watched(), repairs(order_id), gateway.calls.count("read_intent")) == ([], [], 1)


@pytest.mark.parametrize("phase_s", range(0, 60, 7))
def test_no_hold_outlives_its_deadline_by_two_minutes(order_id: str, time: Time, phase_s: int) -> None:
    """Whenever within its minute the reconciler runs."""
    time.passes(phase_s)
    for _ in range(60):
        later(time, 60)
        if order_of(order_id).status is Status.CANCELLED:
            break
    assert time.now_s - NOW_S <= HOLD_S + 120


def test_a_short_hold_is_closed_in_time_as_well(
    gateway: FakeGateway, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLD_S", "30")
    order_id = ordered(CART)
    later(time, 76)
    assert is_cancelled(order_id, CancelReason.EXPIRED)


def test_money_that_comes_while_the_intent_is_closed_wins(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    gateway.before("cancel_intent", lambda: gateway.become("pi_1", IntentStatus.SUCCEEDED))
    later(time, OVER_S)
    assert order_of(order_id).status is Status.CONFIRMED
    assert repairs(order_id) == ["news_recorded", "order_confirmed"]


def test_a_payment_that_is_on_its_way_keeps_its_units_until_the_bank_has_spoken(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    gateway.become("pi_1", IntentStatus.PROCESSING)
    later(time, OVER_S, 300, 300)
    assert (order_of(order_id).status, units("bowl")) == (Status.PENDING, (8, 2, 0))
    gateway.become("pi_1", IntentStatus.SUCCEEDED)
    later(time, 300, 60)
    assert order_of(order_id).status is Status.CONFIRMED


def test_a_payment_that_takes_weeks_is_asked_for_every_six_hours(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    gateway.become("pi_1", IntentStatus.PROCESSING)
    time.passes(7 * 24 * 3600)
    reconcile()
    calls = len(gateway.calls)
    later(time, *[3600] * 5, 3500)
    assert len(gateway.calls) == calls
    later(time, 120)
    assert gateway.calls[calls:] == ["read_intent", "cancel_intent"]


def test_an_order_that_is_closed_gives_its_coupon_back(time: Time, gateway: FakeGateway) -> None:
    given_out()
    order_id = str(place(fill_cart(CART), coupon_code=CODE).json["order"]["id"])
    assert counts() == (1, [1], 1)
    later(time, OVER_S)
    assert (order_of(order_id).status, counts()) == (Status.CANCELLED, (0, [0], 0))


def test_an_order_whose_intent_was_never_stored_is_closed_and_so_is_that_intent(
    gateway: FakeGateway, time: Time
) -> None:
    gateway.after("create_intent", die)
    with pytest.raises(Killed):
        ordered(CART)
    (order_id,) = ids_of("ORDER#")
    later(time, OVER_S, 60)
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert is_cancelled(order_id, CancelReason.EXPIRED)
    assert watched() == []


def test_an_order_whose_canceller_died_half_way_is_released_as_its_customers_doing(
    order_id: str, time: Time
) -> None:
    Intents().close(payment_of(order_id).id)
    later(time, 30)
    assert order_of(order_id).status is Status.PENDING  # he may be at it
    later(time, NEWS_S)
    assert is_cancelled(order_id, CancelReason.CUSTOMER)
    assert repairs(order_id) == ["order_released"]


def test_an_admin_who_died_half_way_is_remembered(order_id: str, time: Time) -> None:
    OrderStore().ask_to_cancel(order_id, CancelReason.ADMIN)
    Intents().close(payment_of(order_id).id)
    later(time, NEWS_S)
    assert is_cancelled(order_id, CancelReason.ADMIN)


# Money without an order


def test_money_for_an_order_that_is_cancelled_goes_back(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    pay(gateway, order_id)
    with somebody_else():  # without a thought for its money, which no code of ours does
        OrderCanceller().release(order_id, CancelReason.DECLINED)
    later(time, NEWS_S)
    assert payment_of(order_id).state is State.REFUND_DUE
    later(time, NEWS_S)
    assert payment_of(order_id).state is State.REFUNDED
    assert repairs(order_id) == ["refund_requested", "refund_paid"]
    assert watched() == []


def test_money_that_is_not_what_the_order_costs_closes_it_and_goes_back(
    order_id: str, time: Time, gateway: FakeGateway
) -> None:
    pay(gateway, order_id)
    gateway.intents["pi_1"] = replace(gateway.intents["pi_1"], received_minor=1)
    later(time, NEWS_S)
    assert is_cancelled(order_id, CancelReason.MISMATCH)
    assert payment_of(order_id).state is State.REFUND_DUE
    assert repairs(order_id) == ["refund_requested"]


def test_a_refund_whose_event_was_lost_is_paid(order_id: str, time: Time, gateway: FakeGateway) -> None:
    pay_and_confirm(gateway, order_id)
    cancel(order_id)
    later(time, NEWS_S)
    assert payment_of(order_id).state is State.REFUNDED
    assert repairs(order_id) == ["refund_paid"]
    assert watched() == []


def test_a_refund_that_was_paid_is_not_paid_again(order_id: str, time: Time, gateway: FakeGateway) -> None:
    pay_and_confirm(gateway, order_id)
    cancel(order_id)
    later(time, NEWS_S, 300, 300)
    assert gateway.calls.count("refund") == 1


# Faults


def test_a_provider_that_is_away_ends_the_run_and_nothing_is_put_off(
    time: Time, gateway: FakeGateway
) -> None:
    orders = [ordered({"bowl": 1}, key=f"k{number}") for number in range(5)]
    time.passes(OVER_S)
    gateway.before("read_intent", *[lost] * SILENCES_MAX)
    reconcile()
    assert gateway.calls.count("read_intent") == SILENCES_MAX
    reconcile()
    assert {order_of(order_id).status for order_id in orders} == {Status.CANCELLED}


def test_a_payment_that_cannot_be_repaired_is_counted_put_off_and_holds_nobody_up(
    order_id: str, time: Time, gateway: FakeGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ordered({"lamp": 1}, key="other")
    del gateway.intents["pi_1"]
    later(time, OVER_S)
    assert order_of(other).status is Status.CANCELLED
    assert metrics(capsys)["RepairsImpossible"] == [1]
    calls = len(gateway.calls)
    later(time, AFTER_A_FAULT_S - 60)
    assert len(gateway.calls) == calls
    later(time, 120)
    assert len(gateway.calls) == calls + 1


def test_a_run_counts_what_it_repaired(order_id: str, time: Time, capsys: pytest.CaptureFixture[str]) -> None:
    reconcile()
    assert metrics(capsys)["Repairs"] == [0]
    later(time, OVER_S)
    assert metrics(capsys)["Repairs"] == [2]


# Others at work, and death


@dataclass(frozen=True)
class Neglected:
    """An order whose saga did not do its work, and how it has to end."""

    order_id: str
    end: Status
    units: tuple[int, int, int]
    refunds: int


@pytest.fixture(params=["unpaid", "paid", "refund due"])
def neglected(order_id: str, time: Time, gateway: FakeGateway, request: pytest.FixtureRequest) -> Neglected:
    """Each kind of order that needs the reconciler, when it needs it."""
    if request.param != "unpaid":
        gateway.become("pi_1", IntentStatus.SUCCEEDED)
    if request.param == "refund due":
        tell(gateway, "succeeded")
        confirm(order_id)
        cancel(order_id)
    time.passes(OVER_S)
    if request.param == "paid":
        return Neglected(order_id, Status.CONFIRMED, (8, 0, 2), 0)
    return Neglected(order_id, Status.CANCELLED, (10, 0, 0), int(request.param == "refund due"))


def ended_well(case: Neglected, gateway: FakeGateway) -> bool:
    found = (order_of(case.order_id).status, units("bowl"), len(gateway.refunds))
    return found == (case.end, case.units, case.refunds) and watched() == []


@pytest.mark.parametrize("turn", range(8))
def test_two_runs_at_once_do_what_one_does(
    neglected: Neglected, time: Time, gateway: FakeGateway, rivals: Rivals, turn: int
) -> None:
    rivals.next(*[nothing] * turn, reconcile)
    later(time, 0, 60, NEWS_S)
    assert ended_well(neglected, gateway)


@pytest.mark.parametrize("turn", range(8))
def test_a_run_that_is_killed_before_one_of_its_writes_is_made_good_by_the_next(
    neglected: Neglected, time: Time, gateway: FakeGateway, rivals: Rivals, turn: int
) -> None:
    rivals.next(*[nothing] * turn, die)
    for _ in range(5):
        with suppress(Killed):
            reconcile()
        time.passes(60)
    assert ended_well(neglected, gateway)


@pytest.mark.parametrize("call", ["read_intent", "cancel_intent", "refund"])
@pytest.mark.parametrize("fault", [lost, die])
def test_a_call_of_the_provider_that_is_lost_or_killed_is_made_good_by_the_next_run(
    neglected: Neglected, time: Time, gateway: FakeGateway, call: str, fault: Callable[[], None]
) -> None:
    gateway.before(call, fault)
    gateway.after(call, fault)
    for _ in range(6):
        with suppress(Killed):
            reconcile()
        time.passes(60)
    assert ended_well(neglected, gateway)


@pytest.mark.parametrize("turn", range(6))
def test_a_saga_that_releases_at_the_same_time_does_no_harm(
    order_id: str, time: Time, rivals: Rivals, turn: int
) -> None:
    def saga() -> None:
        Intents().close(payment_of(order_id).id)
        release_order.handler({"order_id": order_id, "reason": "payment_not_received_in_time"}, None)

    time.passes(OVER_S)
    rivals.next(*[nothing] * turn, saga)
    later(time, 0, 60)
    assert is_cancelled(order_id, CancelReason.EXPIRED)
    assert names(ORDER, order_id) == ["OrderPlaced", "OrderCancelled"]
    assert names(PAYMENT, payment_of(order_id).id) == ["PaymentCancelled"]


def metrics(capsys: pytest.CaptureFixture[str]) -> Any:
    """What the last run counted."""
    return json.loads(capsys.readouterr().out.splitlines()[-1])
