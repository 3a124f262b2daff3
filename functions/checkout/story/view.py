"""The story of an order as an admin sees it."""

from typing import Any

import msgspec

from checkout.story.facts import Facts
from checkout.story.waiting import Waiting, waiting_for
from orders import participant as orders
from orders.participant import OrderView
from payments import participant as payments
from payments.participant import Intent, IntentStatus, Payment, RefundView, State


class PaymentPart(msgspec.Struct, frozen=True):
    """Our payment."""

    id: str
    state: State
    intent_id: str | None
    captured_minor: int
    refunded_minor: int  # due to go back, or gone
    returned_minor: int  # of that, gone
    attempts: int
    version: int
    updated_at: str


class ProviderPart(msgspec.Struct, frozen=True):
    """What the provider says of its money."""

    intent_id: str
    status: IntentStatus
    amount_minor: int
    received_minor: int
    currency: str


class SagaPart(msgspec.Struct, frozen=True):
    """The execution of the checkout saga, in Step Functions' words."""

    status: str
    state: str | None
    started_at: str
    stopped_at: str | None


class Entry(msgspec.Struct, frozen=True):
    """One thing that happened."""

    at: str
    by: str  # "orders", "payments", "checkout saga", "notifications"
    what: str
    details: Any


class Story(msgspec.Struct, frozen=True):
    """One order, from its placing to now. `silent`: who did not answer, so that their part is missing."""

    order: OrderView
    payment: PaymentPart | None
    refunds: list[RefundView]
    provider: ProviderPart | None
    saga: SagaPart | None
    entries: list[Entry]
    unpublished: list[str]  # ids of events that the bus may not have
    waiting_for: list[Waiting]
    silent: list[str]


def story_of(facts: Facts) -> Story:
    """The story that the facts tell, in order of time."""
    saga = facts.saga
    return Story(
        order=orders.view(facts.order),
        payment=_payment(facts.payment) if facts.payment else None,
        refunds=[payments.refund_view(refund) for refund in facts.refunds],
        provider=_provider(facts.intent) if facts.intent else None,
        saga=SagaPart(saga.status, saga.state, saga.started_at, saga.stopped_at) if saga else None,
        entries=sorted(_entries(facts), key=lambda entry: entry.at),
        unpublished=sorted(facts.unpublished),
        waiting_for=waiting_for(facts),
        silent=facts.silent,
    )


def _payment(payment: Payment) -> PaymentPart:
    known = {name: getattr(payment, name) for name in PaymentPart.__struct_fields__}
    return PaymentPart(**known)


def _provider(intent: Intent) -> ProviderPart:
    amount = intent.amount
    return ProviderPart(intent.id, intent.status, amount.amount_minor, intent.received_minor, amount.currency)


def _entries(facts: Facts) -> list[Entry]:
    """Sorting keeps this order within a second: what was decided stands before what followed."""
    events = [
        Entry(event.occurred_at, event.service, event.name, msgspec.json.decode(event.data))
        for event in facts.events
    ]
    steps = [
        Entry(step.at, "checkout saga", step.state, {"failure": step.failure})
        for step in (facts.saga.steps if facts.saga else ())
    ]
    mails = [
        Entry(mail.claimed_at, "notifications", mail.kind, {"state": mail.state, "event": mail.event_id})
        for mail in facts.mails
    ]
    return [*events, *steps, *mails]
