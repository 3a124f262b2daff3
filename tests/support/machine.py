"""State machines in memory: what was started, and what those that wait were told."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from botocore.exceptions import EndpointConnectionError

from haat.saga.execution import Execution
from haat.saga.machine import Machine


@dataclass
class Machines:
    """`started`: input by name. `told`: token and outcome, in order. A token in `ended` is not waited for.
    `executions`: what the service tells of them, by name."""

    started: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    executions: dict[str, Execution] = field(default_factory=dict)
    is_away: bool = False

    def execution(self, name: str) -> Execution | None:
        if self.is_away:
            raise EndpointConnectionError(endpoint_url="nowhere")
        return self.executions.get(name)

    def start(self, name: str, given: object) -> None:
        self.started.setdefault(name, msgspec.to_builtins(given))

    def resume(self, task_token: str, output: object) -> bool:
        self.told.append((task_token, msgspec.to_builtins(output)["outcome"]))
        return task_token not in self.ended


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Machines:
    """The state machines of one test: whatever machine code means, it is this."""
    fake = Machines()
    monkeypatch.setattr(Machine, "start", lambda _, *given: fake.start(*given))
    monkeypatch.setattr(Machine, "resume", lambda _, *given: fake.resume(*given))
    monkeypatch.setattr(Machine, "execution", lambda _, *given: fake.execution(*given))
    return fake
