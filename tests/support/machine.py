"""State machines in memory: what was started, and what those that wait were told."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from haat.saga.machine import Machine


@dataclass
class Machines:
    """`started`: input by name. `told`: token and outcome, in order. A token in `ended` is not waited for."""

    started: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)

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
    return fake
