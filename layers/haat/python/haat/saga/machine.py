"""Start a state machine by name, end its wait for a task token, and ask how far it has come."""

from functools import cache
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from haat.clients import client
from haat.saga.execution import STEPS_MAX, Execution, Run, execution_of, run_of
from haat.settings import Setting
from haat.table.meter import meter

_ENDED = {"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"}


def arn_setting(machine: str) -> Setting:
    """The setting that holds a state machine's ARN."""
    return Setting(f"{machine.upper()}_MACHINE_ARN")


class Machine:
    """One Standard state machine."""

    def __init__(self, machine: str) -> None:
        self._machine = machine

    @cache  # noqa: B019 -- one machine lives as long as its process
    def _arn(self) -> str:
        return arn_setting(self._machine).text()

    def start(self, name: str, given: object) -> None:
        """Start the execution `name`; one that exists already is a success."""
        meter.count("states.StartExecution")
        try:
            _states().start_execution(
                stateMachineArn=self._arn(), name=name, input=msgspec.json.encode(given).decode()
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise

    def resume(self, task_token: str, output: object) -> bool:
        """End the wait behind a task token. False: it had ended before, which is fine."""
        meter.count("states.SendTaskSuccess")
        try:
            _states().send_task_success(taskToken=task_token, output=msgspec.json.encode(output).decode())
        except ClientError as error:
            if error.response["Error"]["Code"] not in _ENDED:
                raise
            return False
        return True

    def execution(self, name: str) -> Execution | None:
        """How far the execution `name` has come; None: there is none, or none any more. Two round trips.

        Raises: botocore's errors.
        """
        arn = f"{self._arn().replace(':stateMachine:', ':execution:')}:{name}"
        meter.count("states.DescribeExecution")
        try:
            described = _states().describe_execution(executionArn=arn)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionDoesNotExist":
                raise
            return None
        meter.count("states.GetExecutionHistory")
        history = _states().get_execution_history(
            executionArn=arn, maxResults=STEPS_MAX, reverseOrder=True, includeExecutionData=False
        )
        return execution_of(described, history["events"])

    def runs(self, limit: int, status: str | None = None) -> list[Run]:
        """The latest executions, the last to begin first; in one status alone, or in any. One round trip."""
        meter.count("states.ListExecutions")
        chosen = {"statusFilter": status} if status else {}
        found = _states().list_executions(stateMachineArn=self._arn(), maxResults=limit, **chosen)
        return [run_of(listed) for listed in found["executions"]]


def _states() -> Any:
    return client("stepfunctions")
