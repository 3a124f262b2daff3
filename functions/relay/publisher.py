"""Puts events on the bus, in the order of each aggregate, and says how far it got.

An event that the bus refuses for what it is (in practice: for its size) is left out, with a fault in the
log and in the metric `EventsUnpublishable`, which alarms. Reporting it as failed would hold up its whole
shard until the stream gives it up. The event itself stays in the outbox, which is kept for ever, and its
pointer is parked.
"""

import random
import time
from collections.abc import Callable, Sequence

from haat.observability import count, logger
from relay.domain import Entry, Published, Verdict, next_call
from relay.gateway import EventBus

FAILED_CALLS_MAX = 4  # of one batch: they have to end before the function times out
BACKOFF_BASE_S = 0.1
BACKOFF_CAP_S = 1.0


class Publisher:
    """Publishes events."""

    def __init__(self, bus: EventBus | None = None, pause: Callable[[float], None] = time.sleep) -> None:
        self._bus = bus or EventBus()
        self._pause = pause

    def publish(self, entries: Sequence[Entry]) -> Published:
        """Put entries on the bus. n of different aggregates take n / 10 calls."""
        pending, failed_calls = list(entries), 0
        verdicts: dict[Entry, Verdict] = {}
        while pending and failed_calls < FAILED_CALLS_MAX:
            if failed_calls:
                self._pause(_backoff_s(failed_calls))
            call = next_call(pending)
            given = self._bus.put(call)
            verdicts |= zip(call, given, strict=True)
            failed_calls += Verdict.AGAIN in given
            pending = [entry for entry in pending if verdicts.get(entry, Verdict.AGAIN) is Verdict.AGAIN]
        refused = _those(verdicts, Verdict.NEVER)
        _tell_of_refused(refused)
        return Published(_those(verdicts, Verdict.PUBLISHED), refused, tuple(pending))


def _those(verdicts: dict[Entry, Verdict], of: Verdict) -> tuple[Entry, ...]:
    return tuple(entry for entry, verdict in verdicts.items() if verdict is of)


def _tell_of_refused(refused: Sequence[Entry]) -> None:
    for entry in refused:
        count("EventsUnpublishable")
        logger("relay").error(
            "event unpublishable", event_id=entry.event_id, event=entry.name, size_bytes=entry.size_bytes
        )


def _backoff_s(failed_calls: int) -> float:
    return random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**failed_calls))  # noqa: S311 -- jitter
