"""The API's operations, as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from infra.local.payments import charges, events, intents, lifecycle, methods, refunds
from infra.local.payments.asks.charges import CreateRefund, ListCharges, ListRefunds
from infra.local.payments.asks.common import Ask, ListByTime, ListEvents, Retrieve
from infra.local.payments.asks.intents import (
    CancelIntent,
    CaptureIntent,
    ConfirmIntent,
    CreateIntent,
    RetrieveIntent,
    UpdateIntent,
)
from infra.local.payments.asks.methods import CreateMethod
from infra.local.payments.errors import unknown_url
from infra.local.payments.resources.events import Listing, Resource
from infra.local.payments.work import Work

A = TypeVar("A", bound=Ask)
Result = Resource | Listing
PI, PM, CH, RE, EVT = "payment_intent", "payment_method", "charge", "refund", "event"


@dataclass(frozen=True, slots=True)
class Operation(Generic[A]):
    """`run` takes the work, the id in the path (empty if there is none) and the parameters."""

    name: str
    method: str
    path: str
    kind: str
    """What it answers, alone or in a list."""
    ask: type[A]
    run: Callable[[Work, str, A], Result]
    publishable: bool = False
    """Open to browsers."""

    @property
    def lists(self) -> bool:
        return self.method == "GET" and not self.path.endswith("{id}")


def _all(run: Callable[[Work, A], Result]) -> Callable[[Work, str, A], Result]:
    return lambda work, _, ask: run(work, ask)


_INTENTS, _INTENT = "/v1/payment_intents", "/v1/payment_intents/{id}"
OPERATIONS: tuple[Operation[Any], ...] = (
    Operation("payment_intents.create", "POST", _INTENTS, PI, CreateIntent, _all(intents.create)),
    Operation("payment_intents.list", "GET", _INTENTS, PI, ListByTime, _all(intents.list_intents)),
    Operation("payment_intents.retrieve", "GET", _INTENT, PI, RetrieveIntent, intents.retrieve, True),
    Operation("payment_intents.update", "POST", _INTENT, PI, UpdateIntent, intents.update),
    Operation(
        "payment_intents.confirm", "POST", _INTENT + "/confirm", PI, ConfirmIntent, lifecycle.confirm, True
    ),
    Operation("payment_intents.cancel", "POST", _INTENT + "/cancel", PI, CancelIntent, lifecycle.cancel),
    Operation("payment_intents.capture", "POST", _INTENT + "/capture", PI, CaptureIntent, lifecycle.capture),
    Operation(
        "payment_methods.create", "POST", "/v1/payment_methods", PM, CreateMethod, _all(methods.create), True
    ),
    Operation("payment_methods.retrieve", "GET", "/v1/payment_methods/{id}", PM, Retrieve, methods.retrieve),
    Operation("charges.list", "GET", "/v1/charges", CH, ListCharges, _all(charges.list_charges)),
    Operation("charges.retrieve", "GET", "/v1/charges/{id}", CH, Retrieve, charges.retrieve),
    Operation("refunds.create", "POST", "/v1/refunds", RE, CreateRefund, _all(refunds.create)),
    Operation("refunds.list", "GET", "/v1/refunds", RE, ListRefunds, _all(refunds.list_refunds)),
    Operation("refunds.retrieve", "GET", "/v1/refunds/{id}", RE, Retrieve, refunds.retrieve),
    Operation("events.list", "GET", "/v1/events", EVT, ListEvents, _all(events.list_events)),
    Operation("events.retrieve", "GET", "/v1/events/{id}", EVT, Retrieve, events.retrieve),
)


def find(method: str, path: str) -> tuple[Operation[Any], str]:
    """The operation at a path, and the id in it. ApiError 404 if there is none."""
    steps = path.split("/")[2:]
    operation = _BY_SHAPE.get((method, *_shape(steps)))
    if operation is None:
        raise unknown_url(method, path)
    return operation, steps[1] if len(steps) > 1 else ""


def _shape(steps: list[str]) -> tuple[str, ...]:
    """The steps with the id, always the second, left blank."""
    return tuple("" if place == 1 else step for place, step in enumerate(steps))


_BY_SHAPE = {(each.method, *_shape(each.path.split("/")[2:])): each for each in OPERATIONS}
