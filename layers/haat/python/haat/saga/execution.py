"""What Step Functions tells of one execution."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haat import clock

STEPS_MAX = 200  # of an execution's latest; a checkout that is paid at once has 20
CAUSE_CHARACTERS = 300
RUNNING = "RUNNING"
_ENTERED = "StateEntered"
_FAILED = ("Failed", "TimedOut", "Aborted")


@dataclass(frozen=True, slots=True)
class Step:
    """A state that was entered, or an attempt that failed."""

    at: str
    state: str  # "AwaitPayment"
    failure: str | None  # "Transient: lost", or None: the state was entered


@dataclass(frozen=True, slots=True)
class Execution:
    """One execution. `status` in Step Functions' words: RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED."""

    status: str
    started_at: str
    stopped_at: str | None
    steps: tuple[Step, ...]  # oldest first

    @property
    def state(self) -> str | None:
        """Where it stands, or stopped."""
        return self.steps[-1].state if self.steps else None


@dataclass(frozen=True, slots=True)
class Run:
    """One execution in a list of them."""

    name: str
    status: str
    started_at: str
    stopped_at: str | None


def run_of(listed: Mapping[str, Any]) -> Run:
    """An execution from the answer of ListExecutions."""
    stopped = listed.get("stopDate")
    return Run(
        listed["name"], listed["status"], _moment(listed["startDate"]), _moment(stopped) if stopped else None
    )


def execution_of(described: Mapping[str, Any], newest_first: list[Mapping[str, Any]]) -> Execution:
    """An execution from the answers of DescribeExecution and GetExecutionHistory."""
    stopped = described.get("stopDate")
    return Execution(
        described["status"],
        _moment(described["startDate"]),
        _moment(stopped) if stopped else None,
        tuple(_steps(reversed(newest_first))),
    )


def _steps(events: Iterator[Mapping[str, Any]]) -> Iterator[Step]:
    state = ""
    for event in events:
        kind, at = str(event["type"]), _moment(event["timestamp"])
        if kind.endswith(_ENTERED):
            state = event["stateEnteredEventDetails"]["name"]
            yield Step(at, state, None)
        elif kind.endswith(_FAILED):
            yield Step(at, state, _failure(event))


def _failure(event: Mapping[str, Any]) -> str:
    details: Mapping[str, str] = next(
        (value for name, value in event.items() if name.endswith("EventDetails")), {}
    )
    said = [details.get("error"), details.get("cause")]
    return ": ".join(filter(None, said))[:CAUSE_CHARACTERS] or str(event["type"])


def _moment(moment: datetime) -> str:
    return clock.iso(int(moment.timestamp()))
