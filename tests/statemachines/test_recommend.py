"""The machine `recommend`, walked with plain functions."""

from typing import Any

import pytest

from tests.statemachines.walker import Failed, Task, Walk, walk

GIVEN = {"run": "2026-11-26T02", "at_s": 1_795_658_400}


def trained(parts: int, **changed: Task) -> Walk:
    tasks: dict[str, Task] = {
        "GatherSignals": lambda _: {"outcome": "gathered"},
        "TrainModel": lambda _: {"parts": parts, "outcome": "trained"},
        "WriteLists": lambda payload: {"next": payload["part"] + 1, "outcome": "written"},
        "FinishTraining": lambda _: {"outcome": "finished"},
    }
    return walk("recommend", GIVEN, tasks | changed)


def test_every_part_is_written_before_the_training_is_finished() -> None:
    done = trained(3)
    assert [payload["part"] for payload in done.payloads["WriteLists"]] == [0, 1, 2]
    assert done.states[-2:] == ["FinishTraining", "Trained"]
    assert done.error is None


def test_nothing_to_write_is_no_fault() -> None:
    assert "WriteLists" not in trained(0).states
    assert trained(0).error is None


def test_each_step_knows_its_run_and_all_see_one_moment() -> None:
    done = trained(1)
    payloads = [payload for each in done.payloads.values() for payload in each]
    assert {payload["run"] for payload in payloads} == {GIVEN["run"]}
    assert {payload["at_s"] for payload in payloads if "at_s" in payload} == {GIVEN["at_s"]}


def test_a_fault_that_passes_is_tried_again_at_the_same_part() -> None:
    failures = iter([Failed("Transient"), Failed("States.Timeout")])

    def write(payload: dict[str, Any]) -> object:
        if payload["part"] == 1 and (failure := next(failures, None)):
            raise failure
        return {"next": payload["part"] + 1, "outcome": "written"}

    done = trained(2, WriteLists=write)
    assert [payload["part"] for payload in done.payloads["WriteLists"]] == [0, 1, 1, 1]
    assert done.error is None


@pytest.mark.parametrize("task", ["GatherSignals", "TrainModel", "WriteLists", "FinishTraining"])
def test_a_step_that_fails_for_good_parks_the_training(task: str) -> None:
    def fail(_: dict[str, Any]) -> object:
        raise Failed("ValueError")

    assert trained(1, **{task: fail}).error == "TrainingParked"
