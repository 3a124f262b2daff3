"""Between botocore and the simulated AWS: every request is a call, and what a fault makes of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from tests.faults.aws.answers import URL, refused, said
from tests.faults.aws.buckets import refused_by_s3, request_of
from tests.faults.aws.permissions import is_granted
from tests.faults.calls import Calls, die

SERVICES = {
    "dynamodb": "dynamodb",
    "eventbridge": "events",
    "kms": "kms",
    "s3": "s3",
    "secrets-manager": "secretsmanager",
    "sesv2": "ses",
    "sfn": "states",
}
APPLIED = (None, "crash_after", "lost", "status_500_after")  # kinds whose request has its effect
REFUSALS = {
    "status_500": ("InternalServerError", 500),
    "status_500_after": ("InternalServerError", 500),
    "throttled": ("ThrottlingException", 400),
    "over_capacity": ("ProvisionedThroughputExceededException", 400),
    "too_many_requests": ("TooManyRequestsException", 429),
    "conflict_alone": ("TransactionConflictException", 400),
    "slow_down": ("SlowDown", 503),
}
WITHIN = {
    "conflict": "TransactionConflict",
    "throttled_within": "ThrottlingError",
}  # reasons of a transaction
Answering = Callable[[str, Any], AWSResponse]
"""A simulated service: the answer to an operation's input."""


@dataclass
class Wire:
    """Carries requests."""

    calls: Calls
    services: dict[str, Answering]

    def carry(self, event_name: str, request: AWSPreparedRequest) -> AWSResponse:
        """Answer a request; an exception is what botocore meets."""
        _, service, operation = event_name.split(".")
        name = SERVICES[service]
        given = _given(name, request)
        function = self.calls.function
        if function and not is_granted(function, name, operation, given):
            self.calls.denied.append(f"{name}.{operation} of {function}")
            return _refused(name, "AccessDenied", 403)
        kind = self.calls.meet(f"{name}.{operation}", _entries(operation, given), given)

        def send(what: Any = given) -> AWSResponse:
            answer = self.services[name](operation, what)
            self.calls.answered()
            return answer

        return _struck(kind, name, operation, given, send)


def _given(name: str, request: AWSPreparedRequest) -> Any:
    """An operation's input: as it came for the table, and for S3 what its URL says as well."""
    if name == "s3":
        return request_of(request)
    body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
    return body if name == "dynamodb" else json.loads(body or b"{}")


def _struck(
    kind: str | None, name: str, operation: str, given: Any, send: Callable[..., AWSResponse]
) -> AWSResponse:
    """What becomes of a request: applied or not, answered or not."""
    if kind == "partial":
        return _partly(operation, given, send)
    answer = send() if kind in APPLIED else None
    if kind in ("crash_before", "crash_after"):
        die()
    if kind in ("lost", "timeout"):
        raise ReadTimeoutError(endpoint_url=URL)
    if kind == "unreachable":
        raise EndpointConnectionError(endpoint_url=URL)
    return _refusal(kind, name, given) if kind is not None else cast("AWSResponse", answer)


def _refusal(kind: str, name: str, given: Any) -> AWSResponse:
    """A refusal, most of which say that nothing was done."""
    if kind in WITHIN:
        return cancelled(WITHIN[kind], given)
    return _refused(name, *REFUSALS[kind])


def _refused(name: str, code: str, status: int) -> AWSResponse:
    return refused_by_s3(code, status) if name == "s3" else refused(code, status)


def cancelled(why: str, body: bytes, at: int = 0) -> AWSResponse:
    """A transaction cancelled for one of its actions."""
    actions = len(json.loads(body)["TransactItems"])
    reasons = [{"Code": why if number == at else "None"} for number in range(actions)]
    message = f"Transaction cancelled [{', '.join(reason['Code'] for reason in reasons)}]"
    return refused("TransactionCanceledException", CancellationReasons=reasons, Message=message)


def _partly(operation: str, given: Any, send: Callable[..., AWSResponse]) -> AWSResponse:
    """The first of a batch is left undone."""
    match operation:
        case "PutEvents":
            first, *others = given["Entries"]
            del first
            answer = json.loads(send({"Entries": others}).content) if others else {"Entries": []}
            failed = {"ErrorCode": "InternalFailure", "ErrorMessage": "simulated"}
            return said({"FailedEntryCount": 1, "Entries": [failed, *answer["Entries"]]})
        case "BatchGetItem":
            return said({"Responses": {}, "UnprocessedKeys": json.loads(given)["RequestItems"]})
        case "BatchWriteItem":
            return said({"UnprocessedItems": json.loads(given)["RequestItems"]})
        case _:
            raise NotImplementedError(operation)


def _entries(operation: str, given: Any) -> int:
    return len(given["Entries"]) if operation == "PutEvents" else 1
