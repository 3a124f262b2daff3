"""Simulated time: what is to happen, and when. The clock goes from one thing to the next, and never waits."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

START_S = 1_795_339_800  # 2026-11-22T09:30:00Z
CALL_MS = 3  # what a call takes: enough for ids and events to be in order

Happening = Callable[[], object]


@dataclass(order=True)
class Entry:
    """One thing that is to happen; dropped if it is `off` by then."""

    due_ms: int
    number: int
    what: Happening = field(compare=False)
    name: str = field(compare=False)
    recurs: bool = field(compare=False, default=False)  # it will always be there: nothing waits for it
    off: bool = field(compare=False, default=False)


class Agenda:
    """The clock, and what it brings."""

    def __init__(self) -> None:
        self.now_ms = START_S * 1000
        self._entries: list[Entry] = []
        self._numbers = itertools.count()

    @property
    def now_s(self) -> float:
        """Seconds since the epoch."""
        return self.now_ms / 1000

    def pass_ms(self, milliseconds: int) -> None:
        """Time goes by while something happens."""
        self.now_ms += milliseconds

    def after(self, seconds: float, name: str, what: Happening, *, recurs: bool = False) -> Entry:
        """Let something happen so many seconds from now; things due at once happen in the order given."""
        due_ms = self.now_ms + round(seconds * 1000)
        entry = Entry(due_ms, next(self._numbers), what, name, recurs)
        heapq.heappush(self._entries, entry)
        return entry

    def take_due(self, until_ms: int) -> Entry | None:
        """The next thing to happen by then, the clock being set to its time; None: there is none."""
        while self._entries and (self._entries[0].off or self._entries[0].due_ms <= until_ms):
            entry = heapq.heappop(self._entries)
            if not entry.off:
                self.now_ms = max(self.now_ms, entry.due_ms)
                return entry
        return None

    @property
    def next_due_ms(self) -> int | None:
        """When the next thing is due that does not recur."""
        waiting = [entry.due_ms for entry in self._entries if not entry.off and not entry.recurs]
        return min(waiting, default=None)

    def waiting(self) -> list[str]:
        """Names of what is still to happen and does not recur."""
        return [entry.name for entry in sorted(self._entries) if not entry.off and not entry.recurs]
