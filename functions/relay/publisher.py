"""Puts a batch of events on the bus, in the order of each aggregate, and says how far it got.

An event that the bus refuses for what it is (in practice: for its size) is left out, with a fault in the
log and in the metric `EventsUnpublishable`, which alarms. Reporting it as failed would hold up its whole
shard until the stream gives it up, and the failure destination of a stream would keep a pointer to it for
days only. The event itself stays in the outbox, which is kept for ever, and can be published from there.
"""

import random
import time
from collections.abc import Callable, Sequence

from haat.observability import count, logger
from relay.domain import Entry, Verdict, next_call
from relay.gateway import EventBus

FAILED_CALLS_MAX = 4  # of one batch: they have to end before the function times out
BACKOFF_BASE_S = 0.1
BACKOFF_CAP_S = 1.0


class Publisher:
    """Publishes events."""

    def __init__(self, bus: EventBus | None = None, pause: Callable[[float], None] = time.sleep) -> None:
        self._bus = bus or EventBus()
        self._pause = pause

    def publish(self, entries: Sequence[Entry]) -> str | None:
        """Put entries on the bus; the sequence number of the first that is not there, or None.

        n entries of different aggregates take n / 10 calls.
        """
        pending, failed_calls = list(entries), 0
        while pending:
            call = next_call(pending)
            verdicts = dict(zip(call, self._bus.put(call), strict=True))
            _tell_of_refused(verdicts)
            pending = [entry for entry in pending if verdicts.get(entry, Verdict.AGAIN) is Verdict.AGAIN]
            if Verdict.AGAIN in verdicts.values():
                failed_calls += 1
                if failed_calls == FAILED_CALLS_MAX:
                    return pending[0].sequence_number
                self._pause(_backoff_s(failed_calls))
        return None


def _tell_of_refused(verdicts: dict[Entry, Verdict]) -> None:
    for entry, verdict in verdicts.items():
        if verdict is Verdict.NEVER:
            count("EventsUnpublishable")
            logger("relay").error(
                "event unpublishable",
                aggregate=entry.aggregate,
                event=entry.name,
                size_bytes=entry.size_bytes,
            )


def _backoff_s(failed_calls: int) -> float:
    return random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**failed_calls))  # noqa: S311 -- jitter
