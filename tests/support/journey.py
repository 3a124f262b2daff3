"""One order from its cart to its end: real handlers, the real state machine, the stand-in provider.

What AWS would do in between happens here: events reach their reactions (twice each), webhooks are
delivered when a story says so, a wait ends with its token or with its deadline.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from checkout.reactions import start_checkout
from checkout.tasks import confirm_order, release_order
from haat import clock
from haat.events import pointers
from haat.events.outbox import EventItem
from haat.events.reaction import ReactionHandler
from haat.faults import Transient
from haat.saga.task import TaskHandler
from infra.local.payments import Browser, Provider
from orders.reactions import claim_confirmed_order
from payments.reactions import follow_claim, pay_refund
from payments.tasks import await_payment, cancel_intent, request_refund
from tests.statemachines.walker import Failed, Task, Walk, walk
from tests.support.machine import Machines
from tests.support.messages import message_of
from tests.support.provider import deliver
from tests.support.shop import payment_of
from tests.support.table import delete, items

NOW_S = 1_795_339_800
Story = Callable[[], object]
"""What happens while a checkout waits."""
REACTIONS: dict[str, ReactionHandler[Any, Any]] = {
    "OrderPlaced": start_checkout.handler,
    "OrderConfirmed": claim_confirmed_order.handler,
    "OrderClaimed": follow_claim.handler,
    "RefundDue": pay_refund.handler,
}
TASKS: dict[str, TaskHandler[Any, Any]] = {
    "ConfirmOrder": confirm_order.handler,
    "CancelIntent": cancel_intent.handler,
    "ReleaseOrder": release_order.handler,
    "RequestRefund": request_refund.handler,
}


@dataclass
class Journey:
    """The world around one order."""

    provider: Provider
    machines: Machines
    now_s: int = NOW_S
    _told: set[str] = field(default_factory=set)  # webhooks delivered
    _reacted: set[str] = field(default_factory=set)  # events delivered

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The time is the journey's own while this lasts."""
        with clock.set_to(lambda: self.now_s):
            yield

    def pay(self, order_id: str, method: str = "pm_card_visa") -> None:
        """The customer's browser confirms the intent."""
        self.confirm(str(payment_of(order_id).client_secret), method)

    def confirm(self, client_secret: str, method: str = "pm_card_visa") -> None:
        """Whoever has an intent's secret pays it."""
        Browser(self.provider.url).confirm(client_secret, method, "https://shop.test")

    def webhooks(self, *, copies: int = 2, newest_first: bool = False) -> None:
        """The provider delivers what it has not delivered yet."""
        new = [event for event in self.provider.state.ledger.events if event.id not in self._told]
        for event in reversed(new) if newest_first else new:
            self._told.add(event.id)
            assert {deliver(event).status for _ in range(copies)} == {200}

    def relay(self) -> None:
        """Every event of the outbox reaches its reaction, until there is no new one; what failed comes again
        when this is called again."""
        while sum(self._react(event) for event in self._waiting()):
            """Reactions may have had events of their own."""

    def checkout(self, order_id: str, *stories: Story) -> Walk:
        """The saga of an order that `relay` has started; each wait has its story."""
        waits = iter(stories)
        tasks: dict[str, Task] = {name: _task(handler) for name, handler in TASKS.items()}
        tasks["AwaitPayment"] = lambda payload: self._wait(payload, next(waits))
        done = walk("checkout", self.machines.started[order_id], tasks)
        assert not list(waits), "there were fewer waits than stories"
        return done

    def _wait(self, payload: dict[str, Any], story: Story) -> dict[str, str]:
        await_payment.handler(payload, None)
        story()
        told = [outcome for token, outcome in self.machines.told if token == payload["task_token"]]
        if told:
            return {"outcome": told[0]}
        self.now_s += 900
        raise Failed("States.Timeout")

    def _waiting(self) -> list[EventItem]:
        return [event for event in items(EventItem) if event.event_id not in self._reacted]

    def _react(self, event: EventItem) -> bool:
        """Whether the event was applied; it is delivered twice."""
        batch = {"Records": [message_of(event)]}
        reaction = REACTIONS.get(event.name)
        answers = [reaction(batch, None) for _ in range(2)] if reaction else []
        applied = all(answer == {"batchItemFailures": []} for answer in answers)
        if applied:
            self._reacted.add(event.event_id)
            delete(*pointers.key_of(event.event_id, event.occurred_at))  # as relay does
        return applied


def _task(handler: TaskHandler[Any, Any]) -> Task:
    def run(payload: dict[str, Any]) -> Any:
        try:
            return handler(payload, None)
        except Transient as fault:
            raise Failed("Transient") from fault

    return run


def visited(done: Walk) -> list[str]:
    """The states of a walk that are no mere choices."""
    return [state for state in done.states if not state.startswith("Whether")]


def nothing() -> None:
    """A story in which nothing happens: the wait runs into its deadline."""
