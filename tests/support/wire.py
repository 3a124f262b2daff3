"""The wire between botocore and AWS in memory: a test says what becomes of the next requests.

    wire.next("TransactWriteItems", refused("TransactionInProgressException"), lost, arrives)

Outcomes are taken in turn, one per request of that operation; requests beyond them arrive.
"""

import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

Send = Callable[[], AWSResponse]
Outcome = Callable[[Send, str], AWSResponse]
"""Given what sends the request, and its URL."""


def arrives(send: Send, url: str) -> AWSResponse:
    """Nothing happens to the request."""
    return send()


def unreachable(send: Send, url: str) -> AWSResponse:
    """There is nobody at the other end: nothing is sent."""
    raise EndpointConnectionError(endpoint_url=url)


def connects_too_slowly(send: Send, url: str) -> AWSResponse:
    """No connection comes about in time: nothing is sent."""
    raise ConnectTimeoutError(endpoint_url=url)


def lost(send: Send, url: str) -> AWSResponse:
    """The request is applied, its answer is lost."""
    send()
    raise ReadTimeoutError(endpoint_url=url)


def answered(document: object, status: int = 200, code: str = "") -> Outcome:
    """AWS answers with this JSON, whatever was asked."""
    body = json.dumps(document).encode()
    headers = {"content-type": "application/json"} | ({"x-amzn-errortype": code} if code else {})
    return lambda _, url: AWSResponse(url, status, headers, MockRawResponse(body))  # type: ignore[arg-type]


def refused(code: str, status: int = 400, **members: object) -> Outcome:
    """AWS refuses with an error code."""
    return answered({"__type": code, "message": code} | members, status, code)


@dataclass
class Wire:
    """What was sent, and what becomes of what is sent next."""

    sent: list[tuple[str, Any]] = field(default_factory=list)  # operation and JSON body
    _outcomes: dict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))
    _default: dict[str, Outcome] = field(default_factory=dict)

    def next(self, operation: str, *outcomes: Outcome) -> None:
        """Say what becomes of the next requests of an operation."""
        self._outcomes[operation].extend(outcomes)

    def always(self, operation: str, outcome: Outcome) -> None:
        """Say what becomes of the requests of an operation beyond those."""
        self._default[operation] = outcome

    def bodies(self, operation: str) -> list[Any]:
        """The bodies of the requests of one operation, in order."""
        return [body for name, body in self.sent if name == operation]

    def carry(self, operation: str, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        """Let the next outcome decide over one request."""
        self.sent.append((operation, _json(request.body)))
        waiting = self._outcomes[operation]
        outcome = waiting.popleft() if waiting else self._default.get(operation, arrives)
        return outcome(send, request.url)


def installed(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Put a wire between botocore and moto, until the test ends."""
    wire, send = Wire(), BotocoreStubber.__call__

    def carry(
        stubber: BotocoreStubber, event_name: str, request: AWSPreparedRequest, **more: Any
    ) -> AWSResponse | None:
        if not stubber.enabled:
            return None
        operation = event_name.rpartition(".")[2]
        return wire.carry(operation, request, lambda: _some(send(stubber, event_name, request, **more)))

    monkeypatch.setattr(BotocoreStubber, "__call__", carry)
    return wire


@pytest.fixture
def wire(aws: None, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The wire of one test. A directory's conftest imports it where it is wanted."""
    return installed(monkeypatch)


def _some(response: AWSResponse | None) -> AWSResponse:
    assert response is not None, "AWS in memory does not know this request"
    return response


def _json(body: Any) -> Any:
    try:
        text = body.decode() if isinstance(body, bytes) else body
        return json.loads(text or "null")
    except (TypeError, ValueError):  # a file, or text
        return body
