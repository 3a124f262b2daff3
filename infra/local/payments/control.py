"""`/_control/...`: what a test or an operator may do to the provider that no merchant could.

| request | does |
|---|---|
| `GET /_control/webhooks`, `PATCH` with any of `WebhookSettings` | shows, changes how events are delivered |
| `POST /_control/webhooks/release` `{"events": [...]}` | releases what is held, or these events of it |
| `POST /_control/webhooks/resend` `{"event": id, "copies": n}` | delivers an event again, n times at once |
| `GET /_control/deliveries` | deliveries and whether any is still to come |
| `GET /_control/requests` | the API requests received |
| `GET /_control/faults`, `POST` one `Fault`, `DELETE` | the faults to come |
| `PATCH /_control/settings` `{"rate_limit_per_s", "clock_offset_s"}` | limits requests, sets the clock |
| `POST /_control/payment_intents/{id}/settle` `{"outcome"}` | ends `processing` |
| `POST /_control/refunds/{id}/settle` `{"outcome"}` | ends `pending`, or fails a refund late |
| `POST /_control/charges/{id}/dispute` `{"reason"}` | the cardholder's bank asks for the money back |
| `POST /_control/disputes/{id}/answer` | the merchant sends evidence |
| `POST /_control/disputes/{id}/close` `{"outcome"}` | the bank decides: "won" or "lost" |
| `POST /_control/reset` | forgets everything but the webhook's address and secret |
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from infra.local.payments import attempts, disputes, refunds
from infra.local.payments.errors import ApiError
from infra.local.payments.faults import Fault, FaultPlan
from infra.local.payments.resources.disputes import DisputeReason
from infra.local.payments.state import State
from infra.local.payments.webhooks import WebhookSettings
from infra.local.payments.wire import Request, Response
from infra.local.payments.work import encode


class Release(Struct, forbid_unknown_fields=True):
    events: list[str] = []


class Resend(Struct, forbid_unknown_fields=True):
    event: str
    copies: Annotated[int, Meta(ge=1, le=1000)] = 1


class Settle(Struct, forbid_unknown_fields=True):
    outcome: Literal["succeeded", "failed"] | None = None
    """None: as the account number says."""


class Doubt(Struct, forbid_unknown_fields=True):
    reason: DisputeReason = "fraudulent"


class Decision(Struct, forbid_unknown_fields=True):
    outcome: Literal["won", "lost"]


class Settings(Struct, forbid_unknown_fields=True):
    rate_limit_per_s: int | UnsetType | None = UNSET
    clock_offset_s: float | UnsetType = UNSET


class Control:
    def __init__(self, state: State) -> None:
        self._state = state

    def answer(self, request: Request) -> Response:
        """JSON in, JSON out: 404 for a path or an id that is not there, 400 for a body that does not fit."""
        try:
            run, *ids = _route(request.method, request.path)
            return _json(200, run(self._state, request.body or b"{}", *ids))
        except KeyError as missing:
            return _json(404, {"error": f"There is no {missing}."})
        except ApiError as refusal:
            return _json(refusal.status, {"error": refusal.detail.message})
        except msgspec.DecodeError as problem:
            return _json(400, {"error": str(problem)})


def show_webhooks(state: State, _: bytes) -> object:
    return state.webhooks.settings


def change_webhooks(state: State, body: bytes) -> object:
    """Those settings that the body names; the others stay."""
    now: dict[str, Any] = msgspec.structs.asdict(state.webhooks.settings)
    changed = now | msgspec.json.decode(body, type=dict[str, Any])
    state.webhooks.change(msgspec.convert(changed, WebhookSettings))
    return state.webhooks.settings


def release(state: State, body: bytes) -> object:
    events = msgspec.json.decode(body, type=Release).events
    return {"released": state.webhooks.release(events)}


def resend(state: State, body: bytes) -> object:
    ask = msgspec.json.decode(body, type=Resend)
    state.webhooks.resend(state.ledger.events[ask.event], ask.copies)
    return {"resent": ask.copies}


def deliveries(state: State, _: bytes) -> object:
    return {"idle": state.webhooks.is_idle, "deliveries": list(state.webhooks.deliveries)}


def requests(state: State, _: bytes) -> object:
    return {"requests": list(state.requests)}


def show_faults(state: State, _: bytes) -> object:
    return {"faults": state.faults.faults}


def plan_fault(state: State, body: bytes) -> object:
    state.faults.faults.append(msgspec.json.decode(body, type=Fault))
    return show_faults(state, body)


def clear_faults(state: State, body: bytes) -> object:
    state.faults = FaultPlan()
    return show_faults(state, body)


def change_settings(state: State, body: bytes) -> object:
    ask = msgspec.json.decode(body, type=Settings)
    if ask.rate_limit_per_s is not UNSET:
        state.rate_limit.per_s = ask.rate_limit_per_s
    if ask.clock_offset_s is not UNSET:
        state.clock.offset_s = ask.clock_offset_s
    return {"rate_limit_per_s": state.rate_limit.per_s, "clock_offset_s": state.clock.offset_s}


def settle_intent(state: State, body: bytes, intent_id: str) -> object:
    outcome = msgspec.json.decode(body, type=Settle).outcome
    intent = state.ledger.intents[intent_id]
    attempts.settle(state.work(), intent, succeeded=None if outcome is None else outcome == "succeeded")
    return intent


def settle_refund(state: State, body: bytes, refund_id: str) -> object:
    refund = state.ledger.refunds[refund_id]
    outcome = msgspec.json.decode(body, type=Settle).outcome
    refunds.settle(state.work(), refund, succeeded=outcome != "failed")
    return refund


def open_dispute(state: State, body: bytes, charge_id: str) -> object:
    reason = msgspec.json.decode(body, type=Doubt).reason
    return disputes.open_dispute(state.work(), state.ledger.charges[charge_id], reason)


def answer_dispute(state: State, _: bytes, dispute_id: str) -> object:
    dispute = state.ledger.disputes[dispute_id]
    disputes.answer(state.work(), dispute)
    return dispute


def close_dispute(state: State, body: bytes, dispute_id: str) -> object:
    dispute = state.ledger.disputes[dispute_id]
    disputes.close(state.work(), dispute, msgspec.json.decode(body, type=Decision).outcome)
    return dispute


def reset(state: State, _: bytes) -> object:
    state.reset()
    return {}


ROUTES: dict[tuple[str, str], Callable[..., object]] = {
    ("GET", "webhooks"): show_webhooks,
    ("PATCH", "webhooks"): change_webhooks,
    ("POST", "webhooks/release"): release,
    ("POST", "webhooks/resend"): resend,
    ("GET", "deliveries"): deliveries,
    ("GET", "requests"): requests,
    ("GET", "faults"): show_faults,
    ("POST", "faults"): plan_fault,
    ("DELETE", "faults"): clear_faults,
    ("PATCH", "settings"): change_settings,
    ("POST", "payment_intents/{id}/settle"): settle_intent,
    ("POST", "refunds/{id}/settle"): settle_refund,
    ("POST", "charges/{id}/dispute"): open_dispute,
    ("POST", "disputes/{id}/answer"): answer_dispute,
    ("POST", "disputes/{id}/close"): close_dispute,
    ("POST", "reset"): reset,
}


def _route(method: str, path: str) -> tuple[Any, ...]:
    """The function for a path, and the id in the path if there is one. KeyError if there is no such path."""
    steps = path.split("/")[2:]
    if len(steps) == 3:
        return ROUTES[method, f"{steps[0]}/{{id}}/{steps[2]}"], steps[1]
    return (ROUTES[method, "/".join(steps)],)


def _json(status: int, body: object) -> Response:
    return Response(status, encode(body), {"Content-Type": "application/json"})
