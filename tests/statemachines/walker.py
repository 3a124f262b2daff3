"""Walks a real state machine file with plain functions as tasks, in milliseconds.

It knows what Haat's machines use: Task, Choice, Succeed, Fail; JSONata in Arguments, Output, Assign,
Condition and TimeoutSeconds; Retry and Catch by error name. A task is a function from its payload to
its result; it raises `Failed(name)` to fail as Step Functions would see it, `Failed("States.Timeout")`
included.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonata
import yaml

MACHINES = Path(__file__).parents[2] / "statemachines"
Task = Callable[[dict[str, Any]], Any]


class Failed(Exception):
    """A task failed under this error name."""


@dataclass
class Walk:
    """What happened: the states in order, the output of the last, and each task's payload."""

    states: list[str] = field(default_factory=list)
    output: Any = None
    payloads: dict[str, list[Any]] = field(default_factory=dict)
    timeouts_s: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass
class Frame:
    """What an expression sees: `$states`, and the variables assigned so far."""

    states: dict[str, Any]
    variables: dict[str, Any]


def load(machine: str) -> dict[str, Any]:
    """The definition in statemachines/<machine>.asl.yaml."""
    definition: dict[str, Any] = yaml.safe_load((MACHINES / f"{machine}.asl.yaml").read_text())
    return definition


def walk(machine: str, given: Mapping[str, Any], tasks: Mapping[str, Task]) -> Walk:
    """Run a machine to its end. `tasks` are named as the substitutions: "AwaitPayment"."""
    definition, done = load(machine), Walk()
    name, value, variables = definition["StartAt"], dict(given), dict[str, Any]()
    while True:
        state = definition["States"][name]
        done.states.append(name)
        context = {"Execution": {"Input": given}, "Task": {"Token": f"token-{name}"}}
        frame = Frame({"input": value, "context": context}, variables)
        match state["Type"]:
            case "Succeed":
                done.output = value
                return done
            case "Fail":
                done.error = state["Error"]
                return done
            case "Choice":
                step = _choose(state, frame)
            case "Task":
                step = _run(name, state, frame, tasks, done)
            case kind:
                raise NotImplementedError(kind)
        variables |= _evaluate(step.get("Assign", {}), frame)
        value = _evaluate(step["Output"], frame) if "Output" in step else frame.states.get("result", value)
        name = step["Next"]


def _choose(state: dict[str, Any], frame: Frame) -> dict[str, Any]:
    for choice in state["Choices"]:
        if _evaluate(choice["Condition"], frame) is True:
            chosen: dict[str, Any] = choice
            return chosen
    return {"Next": state["Default"]}


def _run(
    name: str, state: dict[str, Any], frame: Frame, tasks: Mapping[str, Task], done: Walk
) -> dict[str, Any]:
    """The step that a task ends with: the state itself, or the catcher of its error."""
    arguments = _evaluate(state["Arguments"], frame)
    task = tasks[arguments["FunctionName"].removeprefix("${").removesuffix("Arn}")]
    done.timeouts_s[name] = _evaluate(state["TimeoutSeconds"], frame)
    retries = {error: retry["MaxAttempts"] for retry in state["Retry"] for error in retry["ErrorEquals"]}
    attempt = 0
    while True:
        done.payloads.setdefault(name, []).append(arguments["Payload"])
        try:
            result = task(arguments["Payload"])
        except Failed as failed:
            attempt += 1
            if attempt <= retries.get(str(failed), 0):
                continue
            return _catcher(state, str(failed))
        waits = state["Resource"].endswith(".waitForTaskToken")
        frame.states["result"] = result if waits else {"Payload": result}
        return state


def _catcher(state: dict[str, Any], error: str) -> dict[str, Any]:
    for catcher in state["Catch"]:
        if error in catcher["ErrorEquals"] or "States.ALL" in catcher["ErrorEquals"]:
            caught: dict[str, Any] = catcher
            return caught
    raise AssertionError(f"{error} is not caught")


def _evaluate(template: Any, frame: Frame) -> Any:
    """A JSONata template: every "{% … %}" in it evaluated."""
    if isinstance(template, dict):
        return {key: _evaluate(part, frame) for key, part in template.items()}
    if isinstance(template, list):
        return [_evaluate(part, frame) for part in template]
    if not (isinstance(template, str) and template.startswith("{%")):
        return template
    expression = jsonata.Jsonata(template.removeprefix("{%").removesuffix("%}").strip())
    names = expression.create_frame()
    for variable, value in ({"states": frame.states} | frame.variables).items():
        names.bind(variable, value)
    return expression.evaluate(None, names)
