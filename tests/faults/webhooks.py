"""The provider's webhooks: delivered, retried for three days, and as unpleasant as a scenario wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from infra.local.payments.posting import signature
from infra.local.payments.resources.events import Event
from infra.local.payments.work import encode
from payments import manifest
from payments.domain import PROVIDER_EVENTS
from tests.faults.provider import WEBHOOK_SECRET
from tests.support.requests import Response

if TYPE_CHECKING:
    from tests.faults.world import World

TRANSIT_S = 0.4
LATE_S = 1200.0  # of one that is to be late: behind the hold
FIRST_RETRY_S = 10.0
RETRY_MAX_S = 12 * 3600.0
GIVE_UP_S = 3 * 86_400.0


class Webhooks:
    """What the provider tells the shop, of the kinds that the shop asked for."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._seen = 0
        self._held: list[Event] | None = None
        self.copies = 1
        self.dropped = False  # whether new ones are lost
        self.delivered: list[tuple[str, int]] = []  # id of the event, and what it was answered

    def look(self) -> None:
        """Take what has happened at the provider since the last look."""
        events = self._world.provider.ledger.events
        new = [events[event_id] for event_id in list(events._places)[self._seen :]]
        self._seen += len(new)
        for event in new:
            if event.type in PROVIDER_EVENTS and not self.dropped:
                self._take(event)

    @contextmanager
    def held(self, *, newest_first: bool = False) -> Iterator[None]:
        """Nothing is delivered meanwhile; at the end all of it is."""
        self._held = []
        try:
            yield
            self.look()
        finally:
            waiting, self._held = self._held or [], None
            for event in reversed(waiting) if newest_first else waiting:
                self._take(event)

    def deliver(self, event: Event) -> Response:
        """Deliver one event now, signed now."""
        raw = encode(event)
        signed = signature(raw, WEBHOOK_SECRET, int(self._world.provider.state.clock.now()))
        headers = {"stripe-signature": signed, "content-type": "application/json"}
        response = self._world.request(manifest.RECEIVE_WEBHOOK, raw=raw.decode(), headers=headers)
        self.delivered.append((event.id, response.status))
        return response

    def _take(self, event: Event) -> None:
        if self._held is not None:
            self._held.append(event)
            return
        for _ in range(self.copies):
            self._later(event, TRANSIT_S, FIRST_RETRY_S, self._world.agenda.now_s)

    def _later(self, event: Event, after_s: float, retry_s: float, since_s: float) -> None:
        name = f"webhook {event.type}"
        self._world.agenda.after(after_s, name, lambda: self._attempt(event, retry_s, since_s))

    def _attempt(self, event: Event, retry_s: float, since_s: float) -> None:
        with self._world.calls.by("webhook"):
            kind = self._world.calls.meet(f"webhook.{event.type}")
        if kind == "never":
            return
        if kind == "late":
            self._later(event, LATE_S, retry_s, since_s)
            return
        response = self.deliver(event)
        if kind == "twice":
            response = self.deliver(event)
        if not 200 <= response.status < 300 and self._world.agenda.now_s - since_s < GIVE_UP_S:
            self._later(event, retry_s, min(retry_s * 4, RETRY_MAX_S), since_s)
