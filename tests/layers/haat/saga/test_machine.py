"""Executions are started by name, once; waits are ended, once."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from haat.money import Money
from haat.saga.execution import Execution, Step
from haat.saga.machine import Machine, arn_setting
from haat.settings import SettingMissing
from haat.table.meter import meter
from tests.support.wire import Wire, answered, refused, unreachable

ARN = "arn:aws:states:eu-central-1:123456789012:stateMachine:checkout"
STARTED = answered({"executionArn": "arn", "startDate": 1})


@pytest.fixture
def machine(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that everybody may start and resume."""
    monkeypatch.setenv("CHECKOUT_MACHINE_ARN", ARN)
    wire.always("StartExecution", STARTED)
    wire.always("SendTaskSuccess", answered({}))
    meter.reset()
    return Machine("checkout")


def test_an_execution_is_started_under_its_name_with_its_input_as_json(machine: Machine, wire: Wire) -> None:
    machine.start("ord_1", {"order_id": "ord_1", "total": Money(1999, "EUR")})
    assert wire.bodies("StartExecution") == [
        {
            "stateMachineArn": ARN,
            "name": "ord_1",
            "input": '{"order_id":"ord_1","total":{"amount_minor":1999,"currency":"EUR"}}',
        }
    ]
    assert meter.calls == ["states.StartExecution"]


def test_an_execution_that_exists_is_started(machine: Machine, wire: Wire) -> None:
    wire.next("StartExecution", refused("ExecutionAlreadyExists"))
    machine.start("ord_1", {})


def test_an_execution_whose_start_was_not_confirmed_is_started_once(machine: Machine, wire: Wire) -> None:
    wire.next("StartExecution", unreachable, refused("ExecutionAlreadyExists"))
    machine.start("ord_1", {})
    assert len(wire.bodies("StartExecution")) == 2


@pytest.mark.parametrize("code", ["StateMachineDoesNotExist", "AccessDeniedException", "InvalidName"])
def test_any_other_refusal_to_start_is_raised(machine: Machine, wire: Wire, code: str) -> None:
    wire.next("StartExecution", refused(code))
    with pytest.raises(ClientError, match=code):
        machine.start("ord_1", {})


def test_an_execution_tells_where_it_stands_and_what_failed_on_the_way(machine: Machine, wire: Wire) -> None:
    entered: dict[str, Any] = {
        "type": "TaskStateEntered",
        "stateEnteredEventDetails": {"name": "CancelIntent"},
    }
    failed: dict[str, Any] = {
        "type": "LambdaFunctionFailed",
        "lambdaFunctionFailedEventDetails": {"error": "Transient"},
    }
    stopped: dict[str, Any] = {
        "type": "ExecutionFailed",
        "executionFailedEventDetails": {"error": "E", "cause": "C"},
    }
    newest_first: list[dict[str, Any]] = [
        {"timestamp": 1_795_339_800 + 3 - age, "id": 3 - age, **event}
        for age, event in enumerate((stopped, {"type": "TaskScheduled"}, failed, entered))
    ]
    told = {"executionArn": "arn", "status": "FAILED", "startDate": 1_795_339_800, "stopDate": 1_795_339_803}
    wire.next("DescribeExecution", answered(told))
    wire.next("GetExecutionHistory", answered({"events": newest_first}))

    execution = machine.execution("ord_1")

    arn = "arn:aws:states:eu-central-1:123456789012:execution:checkout:ord_1"
    assert wire.bodies("DescribeExecution") == [{"executionArn": arn}]
    assert execution == Execution(
        "FAILED",
        "2026-11-22T09:30:00Z",
        "2026-11-22T09:30:03Z",
        (
            Step("2026-11-22T09:30:00Z", "CancelIntent", None),
            Step("2026-11-22T09:30:01Z", "CancelIntent", "Transient"),
            Step("2026-11-22T09:30:03Z", "CancelIntent", "E: C"),
        ),
    )
    assert execution.state == "CancelIntent"
    assert meter.calls == ["states.DescribeExecution", "states.GetExecutionHistory"]


def test_an_execution_that_never_was_has_nothing_to_tell(machine: Machine, wire: Wire) -> None:
    wire.next("DescribeExecution", refused("ExecutionDoesNotExist"))
    assert machine.execution("ord_1") is None


def test_a_service_that_stays_away_is_raised(machine: Machine, wire: Wire) -> None:
    wire.always("StartExecution", unreachable)
    with pytest.raises(EndpointConnectionError):
        machine.start("ord_1", {})


def test_a_wait_is_ended_with_its_output_as_json(machine: Machine, wire: Wire) -> None:
    assert machine.resume("token", {"outcome": "succeeded"})
    assert wire.bodies("SendTaskSuccess") == [{"taskToken": "token", "output": '{"outcome":"succeeded"}'}]
    assert meter.calls == ["states.SendTaskSuccess"]


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_a_wait_that_had_ended_is_no_fault(machine: Machine, wire: Wire, code: str) -> None:
    wire.next("SendTaskSuccess", refused(code))
    assert not machine.resume("token", {})


def test_any_other_refusal_to_resume_is_raised(machine: Machine, wire: Wire) -> None:
    wire.next("SendTaskSuccess", refused("AccessDeniedException"))
    with pytest.raises(ClientError, match="AccessDenied"):
        machine.resume("token", {})


def test_a_function_without_the_right_to_a_machine_does_not_know_where_it_is() -> None:
    assert arn_setting("checkout").name == "CHECKOUT_MACHINE_ARN"
    with pytest.raises(SettingMissing, match="CHECKOUT_MACHINE_ARN"):
        Machine("checkout").start("ord_1", {})
