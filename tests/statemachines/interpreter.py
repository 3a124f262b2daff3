"""Interprets a real state machine file, one need at a time: whoever drives it runs tasks and lets time pass.

It knows what Haat's machines use: Task, Choice, Wait, Succeed, Fail; JSONata in Arguments, Output, Assign,
Condition, Seconds and TimeoutSeconds; Retry with its intervals, and Catch by error name.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonata
import yaml

MACHINES = Path(__file__).parents[2] / "statemachines"
ANY, ANY_BUT_TIMEOUT, TIMEOUT = "States.ALL", "States.TaskFailed", "States.Timeout"


class Failed(Exception):
    """A task failed under this error name."""


@dataclass(frozen=True)
class Invoke:
    """A task is to be run; it is answered with its result, or with `Failed` thrown in."""

    state: str
    task: str  # as the substitutions name it: "AwaitPayment"
    payload: Any
    timeout_s: float
    token: str | None  # what ends the task, if the function's own end does not


@dataclass(frozen=True)
class Pause:
    """Time has to pass."""

    seconds: float


Need = Invoke | Pause
Needs = Generator[Need, Any, None]
Tokens = Callable[[str], str]
"""A new task token for a state."""


@dataclass
class Execution:
    """One execution: the states it has been in, its output, its error."""

    machine: str
    given: Mapping[str, Any]
    token: Tokens
    name: str = ""
    states: list[str] = field(default_factory=list)
    output: Any = None
    error: str | None = None

    def run(self) -> Needs:
        """Go from state to state until the end."""
        definition = load(self.machine)
        name, value, variables = definition["StartAt"], dict(self.given), dict[str, Any]()
        while True:
            state = definition["States"][name]
            self.states.append(name)
            context: dict[str, Any] = {"Execution": {"Input": dict(self.given), "Name": self.name}}
            frame = Frame({"input": value, "context": context}, variables)
            match state["Type"]:
                case "Succeed":
                    self.output = value
                    return
                case "Fail":
                    self.error = state["Error"]
                    return
                case "Choice":
                    step = _choose(state, frame)
                case "Wait":
                    yield Pause(float(evaluate(state["Seconds"], frame)))
                    step = state
                case "Task":
                    step = yield from _attempts(name, state, frame, self.token)
                case kind:
                    raise NotImplementedError(kind)
            variables |= evaluate(step.get("Assign", {}), frame)
            value = evaluate(step["Output"], frame) if "Output" in step else frame.states.get("result", value)
            name = step["Next"]


@dataclass
class Frame:
    """What an expression sees: `$states`, and the variables assigned so far."""

    states: dict[str, Any]
    variables: dict[str, Any]


def machines() -> list[str]:
    """Names of all machines: "checkout"."""
    return sorted(path.name.partition(".")[0] for path in MACHINES.glob("*.asl.yaml"))


@cache
def load(machine: str) -> dict[str, Any]:
    """The definition in statemachines/<machine>.asl.yaml."""
    definition: dict[str, Any] = yaml.safe_load((MACHINES / f"{machine}.asl.yaml").read_text())
    return definition


def _choose(state: dict[str, Any], frame: Frame) -> dict[str, Any]:
    for choice in state["Choices"]:
        if evaluate(choice["Condition"], frame) is True:
            chosen: dict[str, Any] = choice
            return chosen
    return {"Next": state["Default"]}


def _attempts(
    name: str, state: dict[str, Any], frame: Frame, new_token: Tokens
) -> Generator[Need, Any, dict[str, Any]]:
    """The step that a task ends with: the state itself, or the catcher of its error."""
    waits = state["Resource"].endswith(".waitForTaskToken")
    timeout_s = float(evaluate(state["TimeoutSeconds"], frame))
    retried: dict[int, int] = {}
    while True:
        token = new_token(name) if waits else None  # each attempt has its own
        frame.states["context"]["Task"] = {"Token": token}
        arguments = evaluate(state["Arguments"], frame)
        task = arguments["FunctionName"].removeprefix("${").removesuffix("Arn}")
        try:
            result = yield Invoke(name, task, arguments["Payload"], timeout_s, token)
        except Failed as failed:
            retrier = _matching(state.get("Retry", ()), str(failed))
            if retrier is None or retried.get(id(retrier), 0) >= retrier["MaxAttempts"]:
                return _catcher(state, str(failed))
            count = retried[id(retrier)] = retried.get(id(retrier), 0) + 1
            yield Pause(_interval_s(retrier, count))
            continue
        frame.states["result"] = result if token else {"Payload": result}
        return state


def _interval_s(retrier: Mapping[str, Any], count: int) -> float:
    """The longest that full jitter may make of the pause before the retry of this number, from 1."""
    growing = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** (count - 1)
    return float(min(growing, retrier.get("MaxDelaySeconds", growing)))


def _matching(rules: Any, error: str) -> dict[str, Any] | None:
    for rule in rules:
        named = rule["ErrorEquals"]
        if error in named or ANY in named or (ANY_BUT_TIMEOUT in named and error != TIMEOUT):
            matched: dict[str, Any] = rule
            return matched
    return None


def _catcher(state: dict[str, Any], error: str) -> dict[str, Any]:
    caught = _matching(state.get("Catch", ()), error)
    assert caught, f"{error} is not caught"
    return caught


def evaluate(template: Any, frame: Frame) -> Any:
    """A JSONata template: every "{% … %}" in it evaluated."""
    if isinstance(template, dict):
        return {key: evaluate(part, frame) for key, part in template.items()}
    if isinstance(template, list):
        return [evaluate(part, frame) for part in template]
    if not (isinstance(template, str) and template.startswith("{%")):
        return template
    expression = _parsed(template.removeprefix("{%").removesuffix("%}").strip())
    names = expression.create_frame()
    for variable, value in ({"states": frame.states} | frame.variables).items():
        names.bind(variable, value)
    return expression.evaluate(None, names)


@cache
def _parsed(expression: str) -> Any:
    return jsonata.Jsonata(expression)
