"""What an order waits for, until when, and who ends the wait if nobody does."""

from collections.abc import Iterator

import msgspec

from checkout.story.facts import Facts
from haat import clock
from haat.saga.execution import RUNNING
from notifications.participant import State as MailState
from orders.participant import Status
from payments.participant import CHECK_S_MAX, HOLD_GRACE_S, RefundState, State

RECONCILER = "checkout.tasks.reconcile_payments"
SWEEPER = "relay.tasks.sweep_outbox"
SWEPT_WITHIN_S = 120  # a minute until an event is late, another until the sweeper runs
A_PERSON = "a person"


class Waiting(msgspec.Struct, frozen=True):
    """One wait. `until` None: there is no deadline, because a person has to act."""

    what: str
    until: str | None
    ended_by: str


def waiting_for(facts: Facts) -> list[Waiting]:
    """All that an order waits for; nothing when its story has ended."""
    return [*_order(facts), *_money(facts), *_saga(facts), *_events(facts), *_mails(facts)]


def _order(facts: Facts) -> Iterator[Waiting]:
    order = facts.order
    repaired = clock.iso(clock.seconds(order.hold_until) + HOLD_GRACE_S)
    match order.status, facts.payment.state if facts.payment else None:
        case Status.PENDING, State.PENDING:
            yield Waiting("the customer's payment", order.hold_until, "the checkout saga")
        case Status.PENDING, State.SUCCEEDED:
            yield Waiting("confirmation of the order, which is paid", repaired, RECONCILER)
        case Status.PENDING, _:
            yield Waiting("release of the units, which nobody can pay any more", repaired, RECONCILER)
        case Status.CONFIRMED, _:
            yield Waiting("being shipped", None, A_PERSON)
        case Status.SHIPPED, _:
            yield Waiting("being delivered", None, A_PERSON)


def _money(facts: Facts) -> Iterator[Waiting]:
    asked_again = clock.iso(clock.now_s() + CHECK_S_MAX)
    for refund in facts.refunds:
        if refund.state is RefundState.DUE:
            yield Waiting(f"the provider to pay the refund {refund.id}", asked_again, RECONCILER)


def _saga(facts: Facts) -> Iterator[Waiting]:
    saga = facts.saga
    if saga and saga.status == RUNNING:
        yield Waiting(f"the checkout saga, which is in {saga.state}", None, "statemachines/checkout.asl.yaml")
    elif saga and saga.status != "SUCCEEDED" and facts.order.status is Status.PENDING:
        yield Waiting(f"repair: the checkout saga stopped in {saga.state}", None, RECONCILER)


def _events(facts: Facts) -> Iterator[Waiting]:
    for event in facts.events:
        parked = facts.unpublished.get(event.event_id)
        if parked:
            yield Waiting(f"{event.name}, which the bus refused", None, A_PERSON)
        elif parked is not None:
            until = clock.iso(clock.seconds(event.occurred_at) + SWEPT_WITHIN_S)
            yield Waiting(f"{event.name} to reach the bus", until, SWEEPER)


def _mails(facts: Facts) -> Iterator[Waiting]:
    for mail in facts.mails:
        if mail.state is MailState.SENDING:
            yield Waiting(f"the mail {mail.kind}, which is being sent", None, "redelivery of its event")
        elif mail.state is MailState.UNCERTAIN:
            yield Waiting(f"somebody to see whether the mail {mail.kind} left", None, A_PERSON)
