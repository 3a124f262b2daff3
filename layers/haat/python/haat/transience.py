"""Which faults pass: what a state machine retries and a client may repeat."""

from botocore.exceptions import BotoCoreError, ClientError

from haat.faults import Transient

_BUSY = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "SlowDown",
    "ThrottlingException",
    "TooManyRequestsException",
}
_SERVER_FAULT = 500  # HTTP statuses from here on are faults of the other side, whatever their code


def is_transient(fault: BaseException) -> bool:
    """Whether the same may succeed in a moment: lost connections, timeouts, throttling."""
    cause = getattr(fault, "cause", None)  # PynamoDB wraps what a read met
    if isinstance(cause, Exception):
        return is_transient(cause)
    if isinstance(fault, ClientError):
        status = fault.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return fault.response["Error"]["Code"] in _BUSY or status >= _SERVER_FAULT
    return isinstance(fault, Transient | BotoCoreError)
