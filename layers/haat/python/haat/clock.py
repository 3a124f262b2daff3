"""The time, in UTC; the one place that asks the machine, so that a simulation can replace it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_time_s: Callable[[], float] = time.time


def now_s() -> int:
    """Seconds since the epoch."""
    return int(_time_s())


def now_ms() -> int:
    """Milliseconds since the epoch."""
    return int(_time_s() * 1000)


def now() -> str:
    """The time as the API shows it: "2026-11-22T09:30:00Z"."""
    return iso(now_s())


def iso(epoch_s: int) -> str:
    """A moment as the API shows it: "2026-11-22T09:30:00Z"."""
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(moment: str) -> int:
    """Seconds since the epoch of a moment as the API shows it."""
    return int(datetime.fromisoformat(moment).timestamp())


@contextmanager
def set_to(time_s: Callable[[], float]) -> Iterator[None]:
    """Replace the clock while the block runs."""
    global _time_s  # noqa: PLW0603 -- the clock is one per process by nature
    before, _time_s = _time_s, time_s
    try:
        yield
    finally:
        _time_s = before
