"""Functions that the clock starts, without a run that cannot find anything.

A run is left out if nothing has changed since the last two and no moment that any item names (the end of a
hold, say) has come: it would read what they read. So a month of every minute costs some twenty runs.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from haat import clock
from haat.manifest import Schedule
from tests.faults.agenda import START_S, Agenda
from tests.faults.aws.engine import Raw
from tests.faults.invoking import Invoke

RUNS = 2  # after a change: what is too young for the first is not for the second
GRACE_S = 150  # how long after a moment that an item names runs are not left out
HORIZON_S = 26 * 3600  # what an item names beyond it, such as the end of a cart, is nobody's concern
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass
class Clockwork:
    """One schedule."""

    declared: Schedule
    runs_since_change: int = 0

    @property
    def period_s(self) -> int:
        return self.declared.every_minutes * 60


@dataclass
class Schedules:
    """All of them."""

    declared: Sequence[Schedule]
    agenda: Agenda
    invoke: Invoke
    items: Callable[[], list[Raw]]
    runs: int = 0
    failures: int = 0
    _clockworks: list[Clockwork] = field(default_factory=list)
    _moments: list[int] | None = None  # that items name, sorted; None: to be looked for

    def begin(self) -> None:
        """The clock begins to start them."""
        self._clockworks = [Clockwork(declared) for declared in self.declared]
        for clockwork in self._clockworks:
            self._wait(clockwork)

    def changed(self) -> None:
        """Something has changed in the table."""
        self._moments = None
        for clockwork in self._clockworks:
            clockwork.runs_since_change = 0

    @property
    def at_rest(self) -> bool:
        """Whether no run that is to come would find anything."""
        idle = all(clockwork.runs_since_change >= RUNS for clockwork in self._clockworks)
        now_s = self.agenda.now_s
        return idle and not [one for one in self._named() if -GRACE_S <= one - now_s <= HORIZON_S]

    def _wait(self, clockwork: Clockwork) -> None:
        period_s = clockwork.period_s
        into_s = (self.agenda.now_s - START_S) % period_s
        name = clockwork.declared.name
        self.agenda.after(period_s - into_s, name, lambda: self._tick(clockwork), recurs=True)

    def _tick(self, clockwork: Clockwork) -> None:
        if clockwork.runs_since_change < RUNS or self._moment_near():
            self.runs += 1
            clockwork.runs_since_change += 1
            self._run(clockwork.declared)
        self._wait(clockwork)

    def _run(self, declared: Schedule) -> None:
        try:
            self.invoke(declared, {"source": "aws.events", "time": clock.now()})
        except Exception:  # noqa: BLE001 -- the next run is the remedy
            self.failures += 1

    def _moment_near(self) -> bool:
        now_s = self.agenda.now_s
        return any(moment <= now_s <= moment + GRACE_S for moment in self._named())

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
