"""Faults that pass: what a state machine retries and a client may repeat."""

from botocore.exceptions import BotoCoreError, ClientError

_BUSY = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "SlowDown",
    "ThrottlingException",
    "TooManyRequestsException",
}


class Transient(RuntimeError):
    """Something that this needs did not answer, or was busy; whether it worked may be unknown."""


def is_transient(fault: BaseException) -> bool:
    """Whether the same may succeed in a moment: lost connections, timeouts, throttling."""
    cause = getattr(fault, "cause", None)  # PynamoDB wraps what a read met
    if isinstance(cause, Exception):
        return is_transient(cause)
    if isinstance(fault, ClientError):
        return fault.response["Error"]["Code"] in _BUSY
    return isinstance(fault, Transient | BotoCoreError)
