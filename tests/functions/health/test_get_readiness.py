"""GET /api/health/ready"""

import boto3
import pytest

from haat.table.meter import meter
from health.api.get_readiness import handler
from health.domain import Condition, is_ready
from tests.support.requests import send
from tests.support.wire import Outcome, Wire, answered, lost, refused, unreachable

QUESTIONS = {
    "table": "DescribeTable",
    "bus": "DescribeEventBus",
    "checkout": "DescribeStateMachine",
}
FAILURES = [
    pytest.param(unreachable, id="unreachable"),
    pytest.param(lost, id="too slow"),
    pytest.param(refused("ThrottlingException"), id="throttled"),
    pytest.param(refused("ResourceNotFoundException"), id="absent"),
    pytest.param(refused("AccessDeniedException"), id="forbidden"),
]


@pytest.fixture
def system(table: None, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A system in which everything is there."""
    monkeypatch.setenv("BUS_NAME", "haat-test")
    boto3.client("events").create_event_bus(Name="haat-test")
    machine = boto3.client("stepfunctions").create_state_machine(
        name="checkout",
        definition='{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}',
        roleArn="arn:aws:iam::123456789012:role/checkout",
    )
    monkeypatch.setenv("CHECKOUT_MACHINE_ARN", machine["stateMachineArn"])
    wire.sent.clear()
    return wire


def test_a_system_is_ready_when_every_dependency_answers(system: Wire) -> None:
    response = send(handler)
    assert response.status == 200
    assert response.json == {
        "status": "ready",
        "dependencies": {"table": "ok", "bus": "ok", "checkout": "ok"},
    }
    assert len(meter.calls) == handler.declared.round_trips == len(system.sent)


@pytest.mark.parametrize("dependency", QUESTIONS)
@pytest.mark.parametrize("failure", FAILURES)
def test_one_dependency_that_fails_is_named_and_asked_once(
    system: Wire, dependency: str, failure: Outcome
) -> None:
    system.next(QUESTIONS[dependency], failure)
    response = send(handler)
    assert response.status == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["retry-after"] == "2"
    assert response.json == {
        "type": "/problems/not-ready",
        "title": "Something that orders need does not answer",
        "status": 503,
        "detail": "See `dependencies`.",
        "code": "not_ready",
        "request_id": "req_test",
        "dependencies": {name: "failing" if name == dependency else "ok" for name in QUESTIONS},
    }
    assert [operation for operation, _ in system.sent] == list(QUESTIONS.values())


@pytest.mark.parametrize(
    ("dependency", "answer"),
    [("table", {"Table": {"TableStatus": "DELETING"}}), ("checkout", {"status": "DELETING"})],
)
def test_a_dependency_that_is_going_away_is_failing(
    system: Wire, dependency: str, answer: dict[str, object]
) -> None:
    system.next(QUESTIONS[dependency], answered(answer))
    assert send(handler).json["dependencies"][dependency] == "failing"


def test_the_reason_of_a_failure_is_for_the_log_alone(system: Wire, caplog: pytest.LogCaptureFixture) -> None:
    system.next("DescribeTable", refused("AccessDeniedException"))
    assert "AccessDenied" not in send(handler).text
    (told,) = caplog.records
    assert told.__dict__["dependency"] == "table"
    assert "AccessDenied" in told.__dict__["reason"]


def test_nothing_to_depend_on_is_ready() -> None:
    assert is_ready({})
    assert not is_ready({"table": Condition.OK, "bus": Condition.FAILING})
