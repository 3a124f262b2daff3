"""Events on their way to the webhook: due at a time, or held until somebody releases them."""

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from infra.local.payments.resources.events import Event


class Delivery(Struct, kw_only=True):
    """How one event, or one copy of it, fares."""

    id: str
    event: str
    type: str
    status: Literal["waiting", "held", "delivered", "failed", "dropped"] = "waiting"
    attempts: int = 0
    last_status: int | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    event: Event
    payload: bytes
    delivery: Delivery


class Outbox:
    def __init__(self) -> None:
        self._waiting: list[tuple[float, int, Parcel]] = []
        self._held: list[Parcel] = []
        self._numbers = itertools.count()
        self._arrived = asyncio.Event()

    def put(self, parcel: Parcel, *, delay_s: float) -> None:
        parcel.delivery.status = "waiting"
        heapq.heappush(self._waiting, (time.monotonic() + delay_s, next(self._numbers), parcel))
        self._arrived.set()

    def hold(self, parcel: Parcel) -> None:
        parcel.delivery.status = "held"
        self._held.append(parcel)

    def release(self, wanted: Callable[[Parcel], bool]) -> int:
        """Let go of what is held and wanted; how many that was."""
        released = [parcel for parcel in self._held if wanted(parcel)]
        self._held = [parcel for parcel in self._held if not wanted(parcel)]
        for parcel in released:
            self.put(parcel, delay_s=0.0)
        return len(released)

    async def due(self) -> list[Parcel]:
        """Wait until something is due; all of it, oldest first."""
        while not (batch := self._take_due()):
            self._arrived.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause_s()):
                    await self._arrived.wait()
        return batch

    def untried(self) -> list[Parcel]:
        """Everything that waits for its first attempt, due or not, oldest first; it waits no more."""
        taken = [entry for entry in self._waiting if entry[2].delivery.attempts == 0]
        self._waiting = [entry for entry in self._waiting if entry[2].delivery.attempts > 0]
        heapq.heapify(self._waiting)
        return [parcel for _, _, parcel in sorted(taken, key=lambda entry: entry[1])]

    def clear(self) -> None:
        self._waiting.clear()
        self._held.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits; what is held does not count."""
        return not self._waiting

    def _take_due(self) -> list[Parcel]:
        now, batch = time.monotonic(), []
        while self._waiting and self._waiting[0][0] <= now:
            batch.append(heapq.heappop(self._waiting)[2])
        return batch

    def _pause_s(self) -> float | None:
        return max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None
