"""Counts what a request costs: calls to AWS and providers, and capacity consumed.

One warm function serves one request at a time, so one meter per process is enough.
"""

from dataclasses import dataclass, field

_READS = ("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems")


@dataclass(slots=True)
class Meter:
    """`calls` in the order they were made ("dynamodb.GetItem"); capacity in request units."""

    calls: list[str] = field(default_factory=list)
    read_units: float = 0.0
    write_units: float = 0.0

    @property
    def capacity_units(self) -> float:
        return self.read_units + self.write_units

    def reset(self) -> None:
        self.calls.clear()
        self.read_units = self.write_units = 0.0

    def count(self, call: str, capacity_units: float = 0.0) -> None:
        self.calls.append(call)
        if call.rpartition(".")[2] in _READS:
            self.read_units += capacity_units
        else:
            self.write_units += capacity_units


meter = Meter()
