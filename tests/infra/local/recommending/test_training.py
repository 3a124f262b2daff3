"""`make recommend`: a training by hand."""

from collections.abc import Iterator

import pytest

from haat.saga.execution import Execution
from haat.saga.machine import Machine
from infra.local import training


class Simulated(Machine):
    """A machine whose executions end after so many looks."""

    def __init__(self, statuses: list[str | None]) -> None:
        super().__init__("recommend")
        self.statuses: Iterator[str | None] = iter(statuses)
        self.started: list[tuple[str, object]] = []

    def start(self, name: str, given: object) -> None:
        self.started.append((name, given))

    def execution(self, name: str) -> Execution | None:
        assert name == self.started[0][0]
        status = next(self.statuses)
        return Execution(status, "2026-11-26T10:00:00Z", None, ()) if status else None


def test_a_run_by_hand_comes_after_the_hours_own_and_before_the_next() -> None:
    by_hand = training.run_name("2026-11-26T10:15:30Z")
    assert "2026-11-26T10" < by_hand < training.run_name("2026-11-26T10:15:31Z") < "2026-11-26T11"
    assert ":" not in by_hand  # Step Functions refuses it in a name


@pytest.mark.parametrize("end", ["SUCCEEDED", "FAILED"])
def test_it_waits_for_the_end(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(training, "LOOK_S", 0)
    machine = Simulated([None, "RUNNING", "RUNNING", end])
    assert training.train(machine) == end
    [(name, given)] = machine.started
    assert isinstance(given, dict)
    assert given["run"] == name


def test_without_a_stack_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STAGE", raising=False)
    monkeypatch.setattr("infra.local.stack.running", lambda _: False)
    assert training.main() == 1
    assert "make up" in capsys.readouterr().err
