"""Import and export of a file, branch by branch: the real machines with plain functions as tasks."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.statemachines.walker import Failed, Walk, walk

FAULTS = ("Transient", "States.Timeout", "Lambda.Unknown", "KeyError")
each_machine = pytest.mark.parametrize("machine", ["import", "export"])


def run(machine: str, *outcomes: str, failing: str = "failed") -> Walk:
    """The machine with its task coming to these outcomes in turn; a name of an error is raised."""
    turns: Iterator[str] = iter(outcomes)

    def told(outcome: str) -> dict[str, str]:
        if outcome in FAULTS:
            raise Failed(outcome)
        return {"outcome": outcome}

    named = machine.title()
    tasks = {
        f"Run{named}": lambda _: told(next(turns, outcomes[-1])),
        f"Fail{named}": lambda _: told(failing),
    }
    return walk(machine, {f"{machine}_id": "it"}, tasks)


@each_machine
def test_it_is_run_until_it_has_ended(machine: str) -> None:
    done, running = run(machine, "goes_on", "goes_on", "ended"), f"Run{machine.title()}"
    assert done.states == [running, "WhetherEnded"] * 3 + ["Ended"]
    assert done.payloads[running] == [{f"{machine}_id": "it"}] * 3
    assert done.error is None


@each_machine
@pytest.mark.parametrize("fault", ["Transient", "States.Timeout", "Lambda.Unknown"])
def test_an_invocation_that_dies_is_followed_by_another(machine: str, fault: str) -> None:
    assert run(machine, fault, fault, "ended").states[-1] == "Ended"


@each_machine
@pytest.mark.parametrize("fault", ["Transient", "KeyError"])
def test_a_fault_that_does_not_pass_fails_it_and_rings(machine: str, fault: str) -> None:
    done: Any = run(machine, fault)
    failing = f"Fail{machine.title()}"
    assert done.states[-2:] == [failing, "Parked"]
    assert (done.payloads[failing], done.error) == ([{f"{machine}_id": "it"}], "Parked")


@each_machine
def test_not_even_failing_may_fail_in_silence(machine: str) -> None:
    assert run(machine, "KeyError", failing="KeyError").error == "Parked"
