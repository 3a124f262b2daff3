"""The table's stream and its consumers, with the filters and batches of their manifests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from haat.manifest import StreamConsumer
from infra.cdk.delivery import RETRIES
from tests.faults.agenda import Agenda
from tests.faults.aws.engine import Raw
from tests.faults.calls import Calls
from tests.faults.invoking import Invoke

POLL_S = 0.2
RETRY_S = 1.0
LATE_S = 75.0  # of a delivery that is to be late: behind the sweeper


@dataclass
class Feed:
    """One consumer's place in the stream."""

    declared: StreamConsumer
    agenda: Agenda
    calls: Calls
    invoke: Invoke
    waiting: list[Raw] = field(default_factory=list)
    dead: list[Raw] = field(default_factory=list)
    _failures: int = 0
    _scheduled: bool = False

    def take(self, records: Sequence[Raw]) -> None:
        """New records of the stream; those that the filters let in wait."""
        self.waiting += [record for record in records if lets_in(self.declared.filters, record)]
        self._schedule(POLL_S)

    def _schedule(self, seconds: float) -> None:
        if self.waiting and not self._scheduled:
            self._scheduled = True
            self.agenda.after(seconds, f"stream {self.declared.name}", self._deliver)

    def _deliver(self) -> None:
        batch = self.waiting[: self.declared.batch_size]
        with self.calls.by("stream"):
            kind = self.calls.meet(f"stream.{self.declared.name}")
        if kind == "late":
            self.agenda.after(LATE_S, f"stream {self.declared.name}", self._deliver)
            return
        failed = self._failed(batch)
        if kind == "twice":
            failed = self._failed(batch)
        self._scheduled = False
        self._failures = self._failures + 1 if failed == batch[0] else 0
        self.waiting = self.waiting[len(batch) if failed is None else batch.index(failed) :]
        if self._failures > RETRIES:
            self.dead.append(self.waiting.pop(0))
            self._failures = 0
        self._schedule(RETRY_S if failed else POLL_S)

    def _failed(self, batch: list[Raw]) -> Raw | None:
        """The record to go on from; None: all of them were applied."""
        try:
            answer = self.invoke(self.declared, {"Records": batch})
        except Exception:  # noqa: BLE001 -- a function that raises has handled nothing
            return batch[0]
        names = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        return next((record for record in batch if record["dynamodb"]["SequenceNumber"] in names), None)


def lets_in(filters: Sequence[dict[str, object]], record: Raw) -> bool:
    """Whether any of Lambda's event filter patterns matches."""
    return any(_matches(pattern, record) for pattern in filters)


def _matches(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            _matches(inner, value.get(key)) for key, inner in pattern.items()
        )
    return any(_rule(rule)(value) for rule in pattern)


def _rule(rule: Any) -> Callable[[Any], bool]:
    match rule:
        case {"prefix": str(prefix)}:
            return lambda value: isinstance(value, str) and value.startswith(prefix)
        case {"exists": bool(wanted)}:
            return lambda value: (value is not None) is wanted
        case {"anything-but": list(unwanted)}:
            return lambda value: value not in unwanted
        case str() | int() | None:
            return lambda value: value == rule
        case _:
            raise NotImplementedError(rule)
