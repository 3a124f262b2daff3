"""Tasks of a state machine: JSON in, JSON out, and one name for every fault that passes."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ReadTimeoutError

from haat import manifest
from haat.faults import Transient
from haat.money import Money
from haat.saga import task
from haat.saga.task import TaskHandler
from haat.table.writes import TableBusy

COUNT = manifest.task("checkout", "shelf.tasks.count_units")


class Outcome(StrEnum):
    """How it went."""

    COUNTED = "counted"


class Given(msgspec.Struct):
    """What the task is told."""

    shelf: str
    units: int


class Counted(msgspec.Struct):
    """What the machine branches on."""

    outcome: Outcome
    worth: Money


class Purse:
    """Something that a task asks for."""

    price_minor = 5


@task(COUNT)
def count(given: Given, purse: Purse) -> Counted:
    return Counted(Outcome.COUNTED, Money(given.units * purse.price_minor, "EUR"))


@dataclass(frozen=True)
class Context:
    aws_request_id: str = "lambda-1"


def failing(fault: Exception) -> TaskHandler[[Given], None]:
    @task(COUNT)
    def handler(given: Given) -> None:
        raise fault

    return handler


def metrics(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_task_takes_json_and_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    result = count({"shelf": "top", "units": 3, "more": "than is read"}, Context())
    assert result == {"outcome": "counted", "worth": {"amount_minor": 15, "currency": "EUR"}}
    told = metrics(capsys)
    assert (told["operation"], told["outcome"], told["request_id"]) == ("count_units", "counted", "lambda-1")


def test_a_task_may_give_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    @task(COUNT)
    def handler(given: Given) -> None:
        return None

    assert handler({"shelf": "top", "units": 3}, None) is None
    assert metrics(capsys)["outcome"] == "done"


@pytest.mark.parametrize("given", [{}, {"shelf": "top"}, {"shelf": "top", "units": "3"}, [], None])
def test_a_task_that_is_told_nonsense_fails_for_good(given: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        count(given, None)


@pytest.mark.parametrize(
    "fault", [Transient("busy"), TableBusy("busy"), ReadTimeoutError(endpoint_url="x")], ids=repr
)
def test_every_fault_that_passes_leaves_under_the_one_name_that_machines_retry(fault: Exception) -> None:
    with pytest.raises(Transient) as raised:
        failing(fault)({"shelf": "top", "units": 3}, None)
    assert type(raised.value).__name__ == "Transient"
    assert raised.value.__cause__ is fault


def test_a_fault_that_stays_leaves_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError):
        failing(KeyError("shelf"))({"shelf": "top", "units": 3}, None)
    assert metrics(capsys)["Fault"] == [1]
