"""What is looked for in the audit log, and the months that have it.

A place in the log is the sort key of an entry, "2026-11-26T12:00:00Z#aud_…": what is sought lies below it.
"""

from dataclasses import dataclass

BEHIND = "~"  # sorts behind every time and id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What entries to find; None: any. Days are of UTC, both of them included."""

    first_day: str
    last_day: str
    who: str | None = None
    operation: str | None = None

    @property
    def start(self) -> str:
        """The place below which all of it lies."""
        return self.last_day + BEHIND


def a_year_before(day: str) -> str:
    """ "2026-11-26" → "2025-11-26"."""
    return f"{int(day[:4]) - 1:04d}{day[4:]}"


def month_before(place: str) -> str:
    """The place behind everything of the month before: "2026-01-07T…" → "2025-12~"."""
    year, month = int(place[:4]), int(place[5:7])
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{before[0]:04d}-{before[1]:02d}{BEHIND}"
