"""Faults: a problem for the client, a stack trace for the log, a number for the alarm."""

import json

import pytest
from botocore.exceptions import ReadTimeoutError

from haat.faults import Transient
from haat.http import Call, browser, endpoint
from haat.http.endpoint import Handler
from haat.manifest import Auth
from haat.table.writes import TableBusy
from tests.layers.haat.shelf import READ, declared
from tests.support.requests import send
from tests.support.wire import Wire, refused, unreachable

SECRET = "pk_live_of_somebody"


def failing(fault: Exception) -> Handler[[Call[None]], None]:
    """A handler that meets a fault."""

    @endpoint(declared("GET", auth=Auth.PUBLIC))
    def handler(call: Call[None]) -> None:
        raise fault

    return handler


def test_a_mistake_of_ours_is_a_500_that_tells_nothing_but_where_to_look() -> None:
    response = send(failing(KeyError(SECRET)))
    assert response.status == 500
    assert response.json == {
        "type": "/problems/internal-error",
        "title": "Something went wrong on our side",
        "status": 500,
        "detail": "The fault is recorded under the request id.",
        "code": "internal_error",
        "request_id": "req_test",
    }
    assert response.headers == {
        **browser.SECURITY,
        "cache-control": "no-store",
        "content-type": "application/problem+json",
        "x-request-id": "req_test",
    }


@pytest.mark.parametrize(
    "fault", [Transient(SECRET), TableBusy(SECRET), ReadTimeoutError(endpoint_url=SECRET)], ids=repr
)
def test_a_fault_that_passes_is_a_503_that_says_when_to_come_again(fault: Exception) -> None:
    response = send(failing(fault))
    assert (response.status, response.json["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "2"
    assert SECRET not in response.text


def test_a_table_that_cannot_be_reached_is_a_503(table: None, wire: Wire) -> None:
    wire.always("GetItem", unreachable)
    assert send(READ, path={"place": "top"}).status == 503


def test_a_table_that_refuses_us_is_a_500(table: None, wire: Wire) -> None:
    wire.always("GetItem", refused("AccessDeniedException"))
    assert send(READ, path={"place": "top"}).status == 500


def test_a_throttled_read_is_repeated_and_answered(table: None, wire: Wire) -> None:
    wire.next("GetItem", refused("ThrottlingException"))
    assert send(READ, path={"place": "top"}).status == 404
    assert len(wire.bodies("GetItem")) == 2


def test_the_log_has_the_stack_trace_under_the_request_id(caplog: pytest.LogCaptureFixture) -> None:
    send(failing(KeyError(SECRET)))
    (told,) = caplog.records
    assert told.__dict__["request_id"] == "req_test"
    assert told.exc_info
    assert isinstance(told.exc_info[1], KeyError)


@pytest.mark.parametrize(("fault", "counted"), [(None, 0), (KeyError(SECRET), 1), (Transient(), 1)])
def test_the_metrics_count_faults_and_not_problems(
    fault: Exception | None, counted: int, capsys: pytest.CaptureFixture[str]
) -> None:
    response = send(failing(fault), query={}) if fault else send(failing(KeyError()), query={"unknown": "1"})
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (metrics["fault"], metrics.get("Fault", [0])) == (counted, [counted])
    assert metrics["outcome"] == ("" if fault else str(response.status))


def test_an_event_that_is_none_is_a_500_with_an_id() -> None:
    answer = READ({}, None)
    assert answer["statusCode"] == 500
    assert answer["headers"]["x-request-id"].startswith("req_")
