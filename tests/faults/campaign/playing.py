"""Plays cases on every core, with a bar, and tells of each that fails at once."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tqdm import tqdm

from tests.faults.campaign.case import Result

PROCESSES = 2
AT_ONCE = 8  # cases that a process takes
T = TypeVar("T")


@dataclass
class Tally:
    """What a section's cases came to."""

    runs: int = 0
    cpu_s: float = 0.0
    later: int = 0  # faults that could have followed
    failed: list[Result] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        """What a run takes, with its recovery and audit."""
        return round(1000 * self.cpu_s / max(self.runs, 1), 1)

    def add(self, result: Result) -> None:
        self.runs += 1
        self.cpu_s += result.cpu_s
        self.later += result.later
        if result.violations:
            self.failed.append(result)
            tqdm.write(told(result))


def tally(play: Callable[[T], Result], cases: Sequence[T], what: str) -> Tally:
    """Play all cases."""
    counted = Tally()
    for result in _played(play, cases, what):
        counted.add(result)
    return counted


def told(result: Result) -> str:
    """A failing case, and the command that plays it again."""
    case = result.case
    lines = [f"FAILED {case}", *(f"  {violation}" for violation in result.violations)]
    lines += [f"  call {struck}" for struck in result.struck]
    return "\n".join([*lines, f"  again: SEED={case.number} make proof"])


def _played(play: Callable[[T], Result], cases: Sequence[T], what: str) -> Iterator[Result]:
    with multiprocessing.Pool(PROCESSES) as pool:
        results: Iterable[Any] = pool.imap_unordered(play, cases, chunksize=AT_ONCE)
        yield from tqdm(results, total=len(cases), desc=what, unit=" runs", mininterval=1.0)
