"""A payment provider in memory behind the gateway's own interface, with room for others to act in between.

    gateway.after("create_intent", lambda: intents.close(payment.id))

runs that once, when the next intent has been made and its maker does not know yet. An exception that it
raises is what the maker gets: the answer was lost. `before` is the same with the request being lost.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest

from haat.table.meter import meter
from payments.domain import (
    Intent,
    IntentStatus,
    Payment,
    ProviderEvent,
    ProviderRefund,
    ProviderUnavailable,
    Refund,
    RefundStatus,
)
from payments.gateway import StripeGateway
from payments.refunds import Refunds
from payments.settlement import Settlement
from tests.support.rights import somebody_else

T = TypeVar("T")
Happening = Callable[[], object]
Plan = defaultdict[str, deque[Happening]]
CALLS = ("create_intent", "read_intent", "cancel_intent", "find_intent", "refund", "find_refund")


def _plan() -> Plan:
    return defaultdict(deque)


@dataclass
class FakeGateway(StripeGateway):
    """Keeps the contract of the real one, which `test_gateway_contract` holds against both."""

    intents: dict[str, Intent] = field(default_factory=dict)
    refunds: dict[str, ProviderRefund] = field(default_factory=dict)  # by the provider's id
    amounts: dict[str, int] = field(default_factory=dict)  # of those, in minor units
    refund_status: RefundStatus = RefundStatus.SUCCEEDED  # of those that are made from now on
    keys: list[str] = field(default_factory=list)  # of every request that carried one
    calls: list[str] = field(default_factory=list)
    _first_answers: dict[str, Intent] = field(default_factory=dict)
    _first_refunds: dict[str, ProviderRefund] = field(default_factory=dict)
    _refunded: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by intent
    _before: Plan = field(default_factory=_plan)
    _after: Plan = field(default_factory=_plan)

    def before(self, call: str, *happenings: Happening) -> None:
        """What happens before the next calls of a kind, one each."""
        self._before[call].extend(happenings)

    def after(self, call: str, *happenings: Happening) -> None:
        """What happens when the next calls of a kind have had their effect, one each."""
        self._after[call].extend(happenings)

    def become(self, intent_id: str, status: IntentStatus) -> Intent:
        """What a customer or a bank makes of an intent."""
        intent = self.intents[intent_id]
        received_minor = intent.amount.amount_minor if status is IntentStatus.SUCCEEDED else 0
        self.intents[intent_id] = replace(intent, status=status, received_minor=received_minor)
        return self.intents[intent_id]

    def create_intent(self, payment: Payment) -> Intent:
        return self._call("create_intent", lambda: self._create(payment))

    def read_intent(self, intent_id: str) -> Intent:
        return self._call("read_intent", lambda: self.intents[intent_id])

    def cancel_intent(self, intent_id: str) -> Intent:
        return self._call("cancel_intent", lambda: self._cancel(intent_id))

    def find_intent(self, payment: Payment) -> Intent | None:
        return self._call("find_intent", lambda: self._find_intent(payment))

    def refund(self, intent_id: str, refund: Refund) -> ProviderRefund:
        self.keys.append(refund.key)
        return self._call("refund", lambda: self._refund(intent_id, refund))

    def find_refund(self, intent_id: str, refund: Refund) -> ProviderRefund | None:
        return self._call("find_refund", lambda: self._find_refund(intent_id, refund))

    def settle_refund(self, provider_id: str, status: RefundStatus) -> ProviderRefund:
        """What a bank makes of a refund, however late."""
        failure = "expired_or_canceled_card" if status is RefundStatus.FAILED else ""
        self.refunds[provider_id] = replace(self.refunds[provider_id], status=status, failure=failure)
        return self.refunds[provider_id]

    def _call(self, name: str, effect: Callable[[], T]) -> T:
        meter.count(f"stripe.{name}")
        self.calls.append(name)
        _run_next(self._before[name])
        result = effect()
        _run_next(self._after[name])
        return result

    def _create(self, payment: Payment) -> Intent:
        self.keys.append(payment.create_key)
        known = self._first_answers.get(payment.create_key)
        if known:
            return known
        intent_id = f"pi_{len(self.intents) + 1}"
        made = Intent(
            intent_id, f"{intent_id}_secret", IntentStatus.OPEN, payment.amount, 0,
            payment.order_id, payment.id, payment.customer_id,
        )  # fmt: skip
        self.intents[intent_id] = self._first_answers[payment.create_key] = made
        return made

    def _find_intent(self, payment: Payment) -> Intent | None:
        return next((one for one in self.intents.values() if one.payment_id == payment.id), None)

    def _refund(self, intent_id: str, refund: Refund) -> ProviderRefund:
        if refund.key in self._first_refunds:
            return self._first_refunds[refund.key]
        left_minor = self.intents[intent_id].received_minor - sum(
            self.amounts[made] for made in self._refunded[intent_id] if self._counts(made)
        )
        if refund.amount.amount_minor > left_minor:
            code = "amount_too_large" if left_minor else "charge_already_refunded"
            return self._find_refund(intent_id, refund) or ProviderRefund("", RefundStatus.FAILED, "", code)
        made = ProviderRefund(f"re_{len(self.refunds) + 1}", self.refund_status, refund.id)
        self.refunds[made.id] = self._first_refunds[refund.key] = made
        self.amounts[made.id] = refund.amount.amount_minor
        self._refunded[intent_id].append(made.id)
        return made

    def _find_refund(self, intent_id: str, refund: Refund) -> ProviderRefund | None:
        ours = [self.refunds[made] for made in self._refunded[intent_id]]
        return next((one for one in ours if one.refund_id == refund.id), None)

    def _counts(self, provider_id: str) -> bool:
        return self.refunds[provider_id].status is not RefundStatus.FAILED

    def _cancel(self, intent_id: str) -> Intent:
        if self.intents[intent_id].status in (IntentStatus.OPEN, IntentStatus.NEEDS_ACTION):
            return self.become(intent_id, IntentStatus.CANCELLED)
        return self.intents[intent_id]


def lost() -> None:
    """The request, or its answer, does not arrive."""
    raise ProviderUnavailable("lost")


def tell(gateway: FakeGateway, kind: str, event_id: str = "evt_1", intent_id: str = "pi_1") -> None:
    """A webhook about an intent as it is now: "succeeded", "payment_failed", "canceled"."""
    event = ProviderEvent(event_id, f"payment_intent.{kind}", gateway.intents[intent_id], "card_declined")
    Settlement().apply(event)


def tell_refund(gateway: FakeGateway, provider_id: str, event_id: str = "evt_refund") -> None:
    """A webhook about a refund as it is now."""
    told = gateway.refunds[provider_id]
    kind = "refund.failed" if told.status is RefundStatus.FAILED else "refund.updated"
    Refunds().apply(ProviderEvent(event_id, kind, None, "", refund=told))


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> FakeGateway:
    """The provider of one test: every gateway in the process speaks to it."""
    fake = FakeGateway()
    for call in CALLS:
        monkeypatch.setattr(StripeGateway, call, _spoken_to(getattr(fake, call)))
    return fake


def _spoken_to(method: Callable[..., T]) -> Callable[..., T]:
    return lambda _, *given: method(*given)


def _run_next(happenings: deque[Happening]) -> None:
    if happenings:
        with somebody_else():
            happenings.popleft()()
