"""Functions that the clock starts, without a run that cannot find anything.

A run is left out if nothing has changed since the last two and no moment that any item names (the end of a
hold, say) has come: it would read what they read. And where for a while nobody but schedules has changed
anything (they ask a bank for its answer, say) they run ever more seldom, up to every six hours.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from haat import clock
from haat.manifest import Schedule
from tests.faults.agenda import START_S, Agenda, Entry
from tests.faults.aws.engine import Raw
from tests.faults.invoking import Invoke

RUNS = 2  # after a change: what is too young for the first is not for the second
DAY_S = 86_400  # nothing is too young for a schedule of so long a period
PATIENT_RUNS = 20  # without news from outside, before they become seldom
SELDOM_S = 6 * 3600  # how seldom
GRACE_S = 150  # how long after a moment that an item names runs are not left out
HORIZON_S = 26 * 3600  # what an item names beyond it, such as the end of a cart, is nobody's concern
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass
class Clockwork:
    """One schedule."""

    declared: Schedule
    runs_since_change: int = 0
    runs_since_news: int = 0
    not_before_s: float = 0.0
    next: Entry | None = None

    @property
    def period_s(self) -> int:
        return self.declared.every_minutes * 60

    @property
    def has_looked(self) -> bool:
        """Whether it has seen what there is."""
        return self.runs_since_change >= (1 if self.period_s >= DAY_S else RUNS)

    def ran(self, now_s: float) -> None:
        """Count a run, and say when the next may be."""
        self.runs_since_news += 1
        self.runs_since_change += 1
        doublings = max(0, self.runs_since_news - PATIENT_RUNS)
        self.not_before_s = now_s + min(self.period_s * (2 ** min(doublings, 20) - 1), SELDOM_S)


@dataclass
class Schedules:
    """All of them."""

    declared: Sequence[Schedule]
    agenda: Agenda
    invoke: Invoke
    items: Callable[[], list[Raw]]
    runs: int = 0
    failures: int = 0
    _running: Schedule | None = None
    _clockworks: list[Clockwork] = field(default_factory=list)
    _moments: list[int] | None = None  # that items name, sorted; None: to be looked for

    def begin(self) -> None:
        """The clock begins to start them."""
        self._clockworks = [Clockwork(declared) for declared in self.declared]
        for clockwork in self._clockworks:
            self._wait(clockwork)

    def changed(self, records: Sequence[Raw]) -> None:
        """Something has changed in the table. What a schedule notes at items that were there, such as when to
        look again, is news to itself alone."""
        self._moments = None
        noted = self._running and all(record["eventName"] == "MODIFY" for record in records)
        for clockwork in self._clockworks:
            if noted and clockwork.declared is not self._running:
                continue
            clockwork.runs_since_change = 0
            if not self._running:
                clockwork.runs_since_news = 0
                clockwork.not_before_s = 0.0
            self._wait(clockwork)

    @property
    def at_rest(self) -> bool:
        """Whether no run that is to come would find anything."""
        idle = all(clockwork.has_looked for clockwork in self._clockworks)
        now_s = self.agenda.now_s
        return idle and not [one for one in self._named() if -GRACE_S <= one - now_s <= HORIZON_S]

    def _wait(self, clockwork: Clockwork) -> None:
        """Until its next period that may find something."""
        if clockwork.next:
            clockwork.next.off = True
        now_s, period_s = self.agenda.now_s, clockwork.period_s
        worth_s = now_s if not clockwork.has_looked or self._moment_near() else self._next_moment_s()
        periods = int((max(worth_s, clockwork.not_before_s) - START_S) // period_s) + 1
        due_s = START_S + periods * period_s
        name = clockwork.declared.name
        clockwork.next = self.agenda.after(due_s - now_s, name, lambda: self._tick(clockwork), recurs=True)

    def _tick(self, clockwork: Clockwork) -> None:
        if not clockwork.has_looked or self._moment_near():
            self.runs += 1
            if self._run(clockwork.declared):
                clockwork.ran(self.agenda.now_s)
        self._wait(clockwork)

    def _run(self, declared: Schedule) -> bool:
        """Whether it ran to its end."""
        self._running = declared
        try:
            self.invoke(declared, {"source": "aws.events", "time": clock.now()})
        except Exception:  # noqa: BLE001 -- the next run is the remedy
            self.failures += 1
            return False
        finally:
            self._running = None
        return True

    def _moment_near(self) -> bool:
        now_s = self.agenda.now_s
        return any(moment <= now_s <= moment + GRACE_S for moment in self._named())

    def _next_moment_s(self) -> float:
        now_s = self.agenda.now_s
        return min((moment for moment in self._named() if moment > now_s), default=now_s + DAY_S)

    def _named(self) -> list[int]:
        if self._moments is None:
            found = {clock.seconds(text) for item in self.items() for text in _moments(item)}
            self._moments = sorted(moment for moment in found if moment + GRACE_S >= self.agenda.now_s)
        return self._moments


def _moments(item: Any) -> Iterator[str]:
    for value in item.values():
        text = value.get("S")
        if text:
            yield from _MOMENT.findall(text)
