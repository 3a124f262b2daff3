"""Counts what a request costs: calls to AWS and providers, and capacity consumed.

One warm function serves one request at a time, so one meter per process is enough.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Meter:
    """`calls` in the order they were made ("dynamodb.GetItem"); capacity in request units."""

    calls: list[str] = field(default_factory=list)
    capacity_units: float = 0.0

    def reset(self) -> None:
        self.calls.clear()
        self.capacity_units = 0.0

    def count(self, call: str, capacity_units: float = 0.0) -> None:
        self.calls.append(call)
        self.capacity_units += capacity_units


meter = Meter()
