"""Which faults pass."""

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from pynamodb.exceptions import GetError

from haat.faults import Transient
from haat.table.reads import BatchIncomplete
from haat.table.writes import TableBusy
from haat.transience import is_transient


def told(code: str, status: int = 400) -> ClientError:
    """An error that AWS answers with."""
    response = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "GetItem")  # type: ignore[arg-type]  # botocore's stub asks for more


PASSING = [
    Transient(),
    TableBusy(),
    BatchIncomplete(),
    EndpointConnectionError(endpoint_url=""),
    ConnectTimeoutError(endpoint_url=""),
    ReadTimeoutError(endpoint_url=""),
    told("ThrottlingException"),
    told("ProvisionedThroughputExceededException"),
    told("TooManyRequestsException", 429),
    told("InternalServerError", 500),
    told("KMSInternalException", 500),
    told("SlowDown", 503),
]
STAYING = [
    RuntimeError("a mistake of ours"),
    KeyError("order_id"),
    told("AccessDeniedException"),
    told("ValidationException"),
    told("ResourceNotFoundException"),
    told("ConditionalCheckFailedException"),
]


@pytest.mark.parametrize("fault", PASSING, ids=repr)
def test_lost_connections_throttling_and_faults_of_the_other_side_pass(fault: Exception) -> None:
    assert is_transient(fault)


@pytest.mark.parametrize("fault", STAYING, ids=repr)
def test_mistakes_stay(fault: Exception) -> None:
    assert not is_transient(fault)


@pytest.mark.parametrize("fault", [*PASSING, *STAYING], ids=repr)
def test_a_fault_that_pynamodb_wraps_is_what_it_was(fault: Exception) -> None:
    assert is_transient(GetError("wrapped", fault)) == is_transient(fault)
