"""What a section of the floor comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was looked at, and how much of it was not as it must be."""

    checked: int
    failed: int
    more: Mapping[str, object] = field(default_factory=dict)  # whatever else security.json should say

    @property
    def shown(self) -> dict[str, object]:
        """As security.json has it."""
        return {"checked": self.checked, "failed": self.failed, **self.more}


def total(counts: Iterable[Counts]) -> Counts:
    """All together."""
    each = list(counts)
    more = {name: value for one in each for name, value in one.more.items()}
    return Counts(sum(one.checked for one in each), sum(one.failed for one in each), more)
