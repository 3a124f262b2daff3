"""Step Functions: executions by name, of the real files, on simulated time."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse

from haat.manifest import Task
from infra.cdk.services import camel
from tests.faults.agenda import Agenda, Entry
from tests.faults.aws.answers import refused, said
from tests.faults.invoking import Died, Invoke
from tests.statemachines import interpreter
from tests.statemachines.interpreter import TIMEOUT, Execution, Failed, Need, Needs, Pause

STEP_S = 0.05
EXITED = "Runtime.ExitError"  # what a killed process is called


@dataclass
class Running:
    """One execution and what it waits for."""

    machine: str
    name: str
    given: Any
    execution: Execution
    needs: Needs
    status: str = "RUNNING"
    token: str | None = None  # what its present task waits for
    deadline: Entry | None = None


@dataclass
class Machines:
    """The state machines. A task is looked for by the name that a machine gives it."""

    agenda: Agenda
    invoke: Invoke
    tasks: Mapping[tuple[str, str], Task]
    executions: dict[str, Running] = field(default_factory=dict)
    _tokens: int = 0

    def answer(self, operation: str, given: Mapping[str, Any]) -> AWSResponse:
        """StartExecution, SendTaskSuccess, DescribeExecution."""
        match operation:
            case "StartExecution":
                return self._start(given)
            case "SendTaskSuccess":
                return self._succeed(given["taskToken"], json.loads(given["output"]))
            case "DescribeExecution":
                return self._describe(given["executionArn"])
            case _:
                raise NotImplementedError(operation)

    def of(self, name: str) -> Running:
        """The execution with this name: of a checkout, the order's id."""
        return next(one for one in self.executions.values() if one.name == name)

    def parked(self) -> Iterator[Running]:
        """Executions that failed."""
        return (one for one in self.executions.values() if one.status == "FAILED")

    def _start(self, given: Mapping[str, Any]) -> AWSResponse:
        machine = given["stateMachineArn"].rpartition(":")[2]
        arn = f"arn:aws:states:eu-central-1:123456789012:execution:{machine}:{given['name']}"
        wanted, known = json.loads(given["input"]), self.executions.get(arn)
        if known and (known.status != "RUNNING" or known.given != wanted):
            return refused("ExecutionAlreadyExists")
        if known is None:
            execution = Execution(machine, wanted, self._new_token, given["name"])
            running = Running(machine, given["name"], wanted, execution, execution.run())
            self.executions[arn] = running
            self._soon(running, lambda: next(running.needs))
        return said({"executionArn": arn, "startDate": self.agenda.now_s})

    def _describe(self, arn: str) -> AWSResponse:
        one = self.executions.get(arn)
        if one is None:
            return refused("ExecutionDoesNotExist")
        shown = {"executionArn": arn, "name": one.name, "status": one.status, "startDate": self.agenda.now_s}
        return said(shown | {"input": json.dumps(one.given)})

    def _new_token(self, state: str) -> str:
        self._tokens += 1
        return f"token-{self._tokens}-{state}"

    def _succeed(self, token: str, output: Any) -> AWSResponse:
        running = next((one for one in self.executions.values() if one.token == token), None)
        if running is None:
            return refused("TaskTimedOut")
        self._end_wait(running)
        self._soon(running, lambda: running.needs.send(output))
        return said({})

    def _soon(self, running: Running, go_on: Callable[[], Need]) -> None:
        self.agenda.after(STEP_S, f"execution {running.name}", lambda: self._go_on(running, go_on))

    def _go_on(self, running: Running, go_on: Callable[[], Need]) -> None:
        try:
            need = go_on()
        except StopIteration:
            running.status = "FAILED" if running.execution.error else "SUCCEEDED"
            return
        if isinstance(need, Pause):
            name = f"execution {running.name}"
            self.agenda.after(need.seconds, name, lambda: self._go_on(running, lambda: next(running.needs)))
        else:
            self._run(running, need)

    def _run(self, running: Running, need: interpreter.Invoke) -> None:
        if need.token:
            running.token = need.token
            running.deadline = self.agenda.after(
                need.timeout_s, f"deadline of {running.name}", lambda: self._time_out(running, need.token)
            )
        try:
            result = self.invoke(self.tasks[running.machine, need.task], need.payload)
        except Died:
            self._fail(running, need, EXITED)
        except Exception as fault:  # noqa: BLE001 -- what a task raises is its failure, by its name
            self._fail(running, need, type(fault).__name__)
        else:
            if need.token is None:
                self._soon(running, lambda: running.needs.send(result))

    def _fail(self, running: Running, need: interpreter.Invoke, error: str) -> None:
        if need.token and running.token != need.token:
            return  # its token came before its end
        self._end_wait(running)
        self._soon(running, lambda: running.needs.throw(Failed(error)))

    def _time_out(self, running: Running, token: str | None) -> None:
        if running.token == token:
            self._end_wait(running)
            self._go_on(running, lambda: running.needs.throw(Failed(TIMEOUT)))

    def _end_wait(self, running: Running) -> None:
        running.token = None
        if running.deadline:
            running.deadline.off = True


def tasks_of(declared: Iterator[Task]) -> dict[tuple[str, str], Task]:
    """Tasks by machine and by the name that its file gives them."""
    return {(task.machine, camel(task.operation)): task for task in declared}
