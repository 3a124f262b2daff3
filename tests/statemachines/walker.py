"""Walks a real state machine file with plain functions as tasks, in milliseconds.

A task is a function from its payload to its result; it raises `Failed(name)` to fail as Step Functions
would see it, `Failed("States.Timeout")` included. Pauses pass at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.statemachines.interpreter import Execution, Failed, Invoke, Need, Needs, load

__all__ = ["Failed", "Task", "Walk", "load", "walk"]

Task = Callable[[dict[str, Any]], Any]


@dataclass
class Walk:
    """What happened: the states in order, the output of the last, and each task's payload."""

    states: list[str] = field(default_factory=list)
    output: Any = None
    payloads: dict[str, list[Any]] = field(default_factory=dict)
    timeouts_s: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def walk(machine: str, given: Mapping[str, Any], tasks: Mapping[str, Task]) -> Walk:
    """Run a machine to its end. `tasks` are named as the substitutions: "AwaitPayment"."""
    execution, done = Execution(machine, given, lambda state: f"token-{state}"), Walk()
    needs = execution.run()
    need = _next(needs, lambda: next(needs))
    while need is not None:
        need = _meet(needs, need, tasks, done)
    done.states, done.output, done.error = execution.states, execution.output, execution.error
    return done


def _meet(needs: Needs, need: Need, tasks: Mapping[str, Task], done: Walk) -> Need | None:
    if not isinstance(need, Invoke):
        return _next(needs, lambda: next(needs))
    done.timeouts_s[need.state] = need.timeout_s
    done.payloads.setdefault(need.state, []).append(need.payload)
    try:
        result = tasks[need.task](need.payload)
    except Failed as failed:
        failure = failed
        return _next(needs, lambda: needs.throw(failure))
    return _next(needs, lambda: needs.send(result))


def _next(needs: Needs, go_on: Callable[[], Need]) -> Need | None:
    try:
        return go_on()
    except StopIteration:
        return None
