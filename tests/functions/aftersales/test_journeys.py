"""Orders after they are paid, from end to end with the stand-in provider; afterwards everything adds up."""

from collections.abc import Iterator

import pytest

from infra.local.payments import Provider
from orders.domain import Status
from payments.domain import State
from tests.functions.aftersales.test_refund_payment import amount, lines, refund
from tests.functions.aftersales.test_returns import approved, came, receive
from tests.support.audit import audit
from tests.support.journey import Journey
from tests.support.machine import Machines
from tests.support.paying import carry
from tests.support.provider import provider
from tests.support.shop import cancel, order_of, ordered, payment_of, row, stock

__all__ = ["provider"]
RECEIVED = {"bowl": 10, "tea": 10}


@pytest.fixture
def journey(table: None, provider: Provider, machines: Machines) -> Iterator[Journey]:
    """At the end whatever is due has been paid, and everything adds up."""
    stock("bowl", price_minor=2400)
    stock("tea", price_minor=1250)
    journey = Journey(provider, machines)
    with journey.clock():
        yield journey
        journey.webhooks()
        journey.relay()
        journey.webhooks()
        audit(provider, RECEIVED)


@pytest.fixture
def order_id(journey: Journey) -> str:
    """A confirmed order."""
    placed = ordered({"bowl": 3, "tea": 1})
    journey.relay()

    def paid() -> None:
        journey.pay(placed)
        journey.webhooks()

    journey.checkout(placed, paid)
    assert order_of(placed).status is Status.CONFIRMED
    return placed


def refunded_minor(journey: Journey) -> int:
    """What the provider has given back."""
    return sum(refund.amount for refund in journey.provider.state.ledger.refunds if refund.status != "failed")


def test_a_line_and_an_amount_go_back_and_the_order_stays(journey: Journey, order_id: str) -> None:
    refund(order_id, lines(tea=1), key="refund-1")
    refund(order_id, amount(100), key="refund-2")
    journey.relay()

    payment = payment_of(order_id)
    assert (payment.state, payment.returned_minor) == (
        State.SUCCEEDED,
        order_of(order_id).lines[1].total_minor + 100,
    )
    assert refunded_minor(journey) == payment.returned_minor


def test_a_parcel_that_comes_back_is_paid_for(journey: Journey, order_id: str) -> None:
    carry(order_id, Status.SHIPPED, Status.DELIVERED)

    receive(approved(order_id, bowl=2), came("bowl", restocked=1, damaged=1))
    journey.relay()

    assert (row("bowl").available, row("bowl").sold, row("bowl").damaged) == (8, 1, 1)
    assert refunded_minor(journey) == 2 * 2400


def test_after_a_part_went_back_cancelling_gives_back_the_rest(journey: Journey, order_id: str) -> None:
    refund(order_id, lines(bowl=1), key="refund-1")
    journey.relay()

    assert cancel(order_id).status == 200
    journey.relay()

    payment = payment_of(order_id)
    assert payment.state is State.REFUNDED
    assert refunded_minor(journey) == payment.captured_minor


@pytest.mark.parametrize("kind", ["status_500", "status_500_after_success", "timeout_after_success"])
def test_parts_whose_answers_are_lost_go_back_once_each(journey: Journey, order_id: str, kind: str) -> None:
    for number in (1, 2):
        refund(order_id, amount(500), key=f"refund-{number}")
    journey.provider.control.fail_next(kind, "refunds.create", times=3)  # type: ignore[arg-type]

    for _ in range(4):
        journey.relay()  # what failed comes again

    assert sorted(one.amount for one in journey.provider.state.ledger.refunds) == [500, 500]
    assert payment_of(order_id).returned_minor == 1000


def test_a_refund_that_fails_late_is_given_back_once_more_by_hand(journey: Journey, order_id: str) -> None:
    refund(order_id, amount(500), key="refund-1")
    journey.relay()
    (known,) = journey.provider.state.ledger.refunds
    journey.provider.control.settle_refund(known.id, "failed")
    journey.webhooks()
    assert payment_of(order_id).refunded_minor == 0

    refund(order_id, amount(500), key="refund-2")
    journey.relay()

    assert payment_of(order_id).returned_minor == refunded_minor(journey) == 500
