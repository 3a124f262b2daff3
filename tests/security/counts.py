"""What a section of the floor comes to."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was looked at, and how much of it was not as it must be."""

    checked: int
    failed: int

    @property
    def shown(self) -> dict[str, int]:
        """As security.json has it."""
        return asdict(self)


def total(counts: Iterable[Counts]) -> Counts:
    """All together."""
    each = list(counts)
    return Counts(sum(one.checked for one in each), sum(one.failed for one in each))
