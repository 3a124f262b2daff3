"""Webhooks: every event is posted, signed, in the background, and again until it is accepted or given up.

Delivery is at least once and in no promised order, as at Stripe; the settings say how unpleasant it gets.
"""

import asyncio
from collections import deque
from fnmatch import fnmatchcase
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from infra.local.payments.clock import Clock
from infra.local.payments.ledger import new_id
from infra.local.payments.outbox import Delivery, Outbox, Parcel
from infra.local.payments.posting import post, signature
from infra.local.payments.resources.events import Event
from infra.local.payments.work import encode

AT_ONCE = 8  # deliveries under way at the same time
DELIVERIES_KEPT = 50_000

Seconds = Annotated[float, Meta(ge=0)]


class WebhookSettings(Struct, kw_only=True, forbid_unknown_fields=True):
    url: str | None = None
    """Where events go; None keeps them here."""
    secret: str
    enabled_events: list[str] = field(default_factory=lambda: ["*"])
    """The types, as patterns, that this endpoint is registered for; others never become a delivery."""
    delay_s: Seconds = 0.0
    copies: Annotated[int, Meta(ge=1)] = 1
    """How often each event is delivered."""
    order: Literal["as_created", "newest_first"] = "as_created"
    """Newest first turns round the events that wait together: for their delay, or on hold."""
    drop: list[str] = []
    """The types, as patterns, that are never delivered."""
    hold: bool = False
    """Keep events back until they are released, or until this is false again."""
    max_attempts: Annotated[int, Meta(ge=1)] = 5
    backoff_s: Seconds = 0.5
    """The pause after the first failure; it doubles after each further one."""
    timeout_s: Seconds = 10.0


class Webhooks:
    """One account's webhook, its settings and the deliveries so far."""

    def __init__(self, settings: WebhookSettings, clock: Clock) -> None:
        self.settings = settings
        self.deliveries: deque[Delivery] = deque(maxlen=DELIVERIES_KEPT)
        self._initial = settings
        self._clock = clock
        self._outbox = Outbox()
        self._under_way: set[asyncio.Task[None]] = set()
        self._is_sending = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits or is under way; what is held does not count."""
        return self._outbox.is_empty and not self._under_way and not self._is_sending

    def accept(self, event: Event) -> None:
        """Take an event that just happened."""
        if self.settings.url is None or not _matches(event, self.settings.enabled_events):
            return
        if _matches(event, self.settings.drop):
            self._parcel(event).delivery.status = "dropped"
            return
        for _ in range(self.settings.copies):
            if self.settings.hold:
                self._outbox.hold(self._parcel(event))
            else:
                self._outbox.put(self._parcel(event), delay_s=self.settings.delay_s)

    def resend(self, event: Event, copies: int) -> None:
        """Deliver an event, whatever became of it, `copies` times at once."""
        for _ in range(copies):
            self._outbox.put(self._parcel(event), delay_s=0.0)

    def release(self, events: list[str]) -> int:
        """Let go of the named events, or of all, that are held; how many deliveries that is."""
        return self._outbox.release(lambda parcel: not events or parcel.event.id in events)

    def change(self, settings: WebhookSettings) -> None:
        self.settings = settings
        if not settings.hold:
            self.release([])

    def reset(self) -> None:
        """The settings of the start, and no deliveries; what is under way ends by itself."""
        self.settings = self._initial
        self._outbox.clear()
        self.deliveries.clear()

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while True:
                batch = await self._outbox.due()
                self._is_sending = True
                await self._send(batch)
                self._is_sending = False
        finally:
            for task in self._under_way:
                task.cancel()

    async def _send(self, batch: list[Parcel]) -> None:
        if self.settings.order == "newest_first":
            for parcel in reversed(batch + self._outbox.untried()):
                await self._start(parcel)  # one after the other, so that the order is the order
            return
        for parcel in batch:
            if len(self._under_way) >= AT_ONCE:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            self._start(parcel)

    def _start(self, parcel: Parcel) -> asyncio.Task[None]:
        task = asyncio.create_task(self._deliver(parcel))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _deliver(self, parcel: Parcel) -> None:
        delivery = parcel.delivery
        delivery.attempts += 1
        try:
            delivery.last_status = await self._post(parcel.payload)
            delivery.last_error = None
        except ConnectionError as error:
            delivery.last_status, delivery.last_error = None, str(error)
        if delivery.last_status is not None and 200 <= delivery.last_status < 300:
            delivery.status, parcel.event.pending_webhooks = "delivered", 0
        elif delivery.attempts >= self.settings.max_attempts:
            delivery.status = "failed"
        else:
            self._outbox.put(parcel, delay_s=self.settings.backoff_s * 2 ** (delivery.attempts - 1))

    async def _post(self, payload: bytes) -> int:
        settings = self.settings
        if settings.url is None:
            raise ConnectionError("no webhook URL is set")
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature(payload, settings.secret, self._clock.now()),
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }
        return await post(settings.url, payload, headers, settings.timeout_s)

    def _parcel(self, event: Event) -> Parcel:
        delivery = Delivery(id=new_id("whd"), event=event.id, type=event.type)
        self.deliveries.append(delivery)
        return Parcel(event, encode(event), delivery)


def _matches(event: Event, patterns: list[str]) -> bool:
    return any(fnmatchcase(event.type, pattern) for pattern in patterns)
