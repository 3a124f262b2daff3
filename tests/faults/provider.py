"""The payment provider in this process: the stand-in's own application, the real SDK in front of it.

Faults are the stand-in's own, so that it keeps its idempotency keys as the provider would.
"""

import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import urllib3

from infra.local.payments import operations
from infra.local.payments.app import Application
from infra.local.payments.browser import Browser
from infra.local.payments.clock import Clock
from infra.local.payments.faults import Fault, FaultKind
from infra.local.payments.ledger import Ledger
from infra.local.payments.provider import new_state
from infra.local.payments.wire import Request, Response
from infra.local.table_in_process import driven
from payments.gateway.transport import PooledClient
from tests.faults.agenda import Agenda
from tests.faults.calls import Calls, die

URL = "https://provider.simulated"
API_KEY = "sk_test_haat"
WEBHOOK_SECRET = "whsec_simulated"
OF_THE_PROVIDER: dict[str, FaultKind] = {
    "lost": "timeout_after_success",
    "timeout": "timeout_before",
    "status_409": "status_409",
    "status_429": "status_429",
    "status_500": "status_500",
    "status_500_after": "status_500_after_success",
}


class SimulatedClock(Clock):
    """The provider's clock: the simulation's, and perhaps somewhat off it."""

    __slots__ = ("agenda",)

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self.agenda = agenda

    def now(self) -> int:
        return int(self.agenda.now_s + self.offset_s)


@dataclass(frozen=True)
class Received:
    """An answer as urllib3 gives it to the SDK's client."""

    status: int
    data: bytes
    headers: Mapping[str, str]


@dataclass
class SimulatedProvider:
    """One merchant's account."""

    agenda: Agenda
    calls: Calls
    _application: Application = field(init=False)

    def __post_init__(self) -> None:
        self.state = new_state(None, WEBHOOK_SECRET)
        self.state.clock = SimulatedClock(self.agenda)
        self.state.base_url = URL
        self._application = Application(self.state)

    @property
    def ledger(self) -> Ledger:
        """What it knows."""
        return self.state.ledger

    @property
    def browser(self) -> Browser:
        """A customer in front of it."""
        return SimulatedBrowser(self)

    def last_event_id(self, kind: str) -> str:
        """The last event of a kind."""
        return [event.id for event in self.ledger.events if event.type == kind][-1]

    def settle(self, intent_id: str, outcome: str) -> None:
        """End `processing`: "succeeded" or "failed"."""
        body = json.dumps({"outcome": outcome}).encode()
        path = f"/_control/payment_intents/{intent_id}/settle"
        answer = self.answer(Request("POST", path, "", {}, body))
        assert answer
        assert answer.status == 200, answer.body

    def answer(self, request: Request) -> Response | None:
        """What it says to a request; None: nothing, it hung up."""
        return driven(_told(self._application, request))

    def request(self, method: str, url: str, *, headers: Mapping[str, str], body: Any = None) -> Received:
        """A request of the SDK's, in the place of urllib3's pool."""
        target = urllib.parse.urlsplit(url)
        operation, _ = operations.find(method, target.path)
        kind = self.calls.meet(f"stripe.{operation.name}")
        if kind == "crash_before":
            die()
        if kind in OF_THE_PROVIDER:
            self.state.faults.faults.append(Fault(kind=OF_THE_PROVIDER[kind], operation=operation.name))
        named = {name.lower(): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else str(body or "").encode()
        answer = self.answer(Request(method, target.path, target.query, named, raw))
        self.agenda.pass_ms(100)
        self.calls.answered()
        if kind == "crash_after":
            die()
        if answer is None:
            raise urllib3.exceptions.ReadTimeoutError(None, url, "simulated")  # type: ignore[arg-type]
        return Received(answer.status, answer.body, answer.headers)

    def clear(self) -> None:
        """No idle connections to close."""


async def _told(application: Application, request: Request) -> Response | None:
    return await application(request)


class SimulatedClient(PooledClient):
    """The SDK's own client, whose pool leads to the simulated provider."""

    provider: SimulatedProvider

    def __init__(self) -> None:
        super().__init__()
        self._pool = self.provider  # type: ignore[assignment]  # of a pool it takes `request` and `clear`


class SimulatedBrowser(Browser):
    """What a customer's browser sends, in this process and none of the shop's calls."""

    def __init__(self, provider: SimulatedProvider) -> None:
        super().__init__(URL)
        self._provider = provider

    def _post(self, url: str, form: dict[str, str]) -> dict[str, Any]:
        target = urllib.parse.urlsplit(url)
        headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(form).encode()
        answer = self._provider.answer(Request("POST", target.path, target.query, headers, body))
        assert answer, "a browser's requests meet no faults"
        shown: dict[str, Any] = json.loads(answer.body)
        return shown
