"""How many visits a question comes from, counted in bounded space, and how that is forgotten.

Each visit to ask a question is a number that looks random and is the same whenever it is told. A day keeps
the 64 least of them: up to 64 visits are counted exactly, beyond that their density tells how many there are
(k minimum values; off by an eighth, typically). What is told twice, or in another order, changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

SKETCH_MAX = 64  # numbers of a day
NUMBER_BITS = 48
DAYS_KEPT = 14
DAILY = 0.8  # what is left of a visit's weight a day later
VISITS_MIN = 3  # before anybody else is shown a question
LISTED_MAX = 300

Sketch = tuple[int, ...]  # in order


@dataclass(frozen=True, slots=True)
class Popular:
    """A question, and its weight as of the day on which it was last asked: "2026-11-26"."""

    question: str
    weight: float
    day: str

    def weight_on(self, day: str) -> float:
        """What is left of it; 0 once it is forgotten."""
        age = _days(self.day, day)
        return self.weight * DAILY ** max(age, 0) if age < DAYS_KEPT else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """The visits that asked one question, by day."""

    question: str
    days: Mapping[str, Sketch]

    def after(self, day: str, visits: Iterable[int]) -> "Tally":
        """With more visits of a day, and without what is too old beside the newest."""
        sketch = tuple(sorted({*self.days.get(day, ()), *visits})[:SKETCH_MAX])
        days = {**self.days, day: sketch}
        newest = max(days)
        return Tally(self.question, {one: days[one] for one in days if _days(one, newest) < DAYS_KEPT})

    def popular(self) -> Popular | None:
        """The question as others may be shown it; None while too few visits have asked it."""
        if len({visit for sketch in self.days.values() for visit in sketch}) < VISITS_MIN:
            return None
        newest = max(self.days)
        weight = sum(_size(sketch) * DAILY ** _days(day, newest) for day, sketch in self.days.items())
        return Popular(self.question, round(weight, 3), newest)


def listed(known: Iterable[Popular], news: Iterable[Popular]) -> tuple[Popular, ...]:
    """The most popular questions of all of these, the first first; of one question, the latest news."""
    latest: dict[str, Popular] = {}
    for one in (*known, *news):
        before = latest.get(one.question, one)
        latest[one.question] = max(before, one, key=lambda popular: (popular.day, popular.weight))
    today = max((one.day for one in latest.values()), default="")
    alive = (one for one in latest.values() if one.weight_on(today))
    return tuple(sorted(alive, key=lambda one: (-one.weight_on(today), one.question))[:LISTED_MAX])


def _size(sketch: Sketch) -> float:
    if len(sketch) < SKETCH_MAX:
        return len(sketch)
    return (SKETCH_MAX - 1) * 2.0**NUMBER_BITS / sketch[-1]


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
