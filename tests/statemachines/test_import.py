"""The import of a file, branch by branch: the real machine with plain functions as tasks."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.statemachines.walker import Failed, Walk, walk

GIVEN = {"import_id": "imp_1"}


def run(*outcomes: str, failing: str = "failed") -> Walk:
    """The machine with `RunImport` coming to these outcomes in turn; a name of an error is raised."""
    turns: Iterator[str] = iter(outcomes)

    def told(outcome: str) -> dict[str, str]:
        if outcome in ("Transient", "States.Timeout", "Lambda.Unknown", "KeyError"):
            raise Failed(outcome)
        return {"outcome": outcome}

    return walk(
        "import",
        GIVEN,
        {"RunImport": lambda _: told(next(turns, outcomes[-1])), "FailImport": lambda _: told(failing)},
    )


def test_it_is_run_until_it_has_ended() -> None:
    done = run("goes_on", "goes_on", "ended")
    assert done.states == ["RunImport", "WhetherEnded"] * 3 + ["Ended"]
    assert done.payloads["RunImport"] == [GIVEN] * 3
    assert done.error is None


@pytest.mark.parametrize("fault", ["Transient", "States.Timeout", "Lambda.Unknown"])
def test_an_invocation_that_dies_is_followed_by_another(fault: str) -> None:
    assert run(fault, fault, "ended").states[-1] == "Ended"


@pytest.mark.parametrize("fault", ["Transient", "KeyError"])
def test_a_fault_that_does_not_pass_fails_the_import_and_rings(fault: str) -> None:
    done: Any = run(fault)
    assert done.states[-2:] == ["FailImport", "Parked"]
    assert (done.payloads["FailImport"], done.error) == ([GIVEN], "Parked")


def test_not_even_failing_may_fail_in_silence() -> None:
    assert run("KeyError", failing="KeyError").error == "Parked"
