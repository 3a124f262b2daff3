"""One request at work: the ledger it acts on, who asked, and the events it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from infra.local.payments.clock import Clock
from infra.local.payments.ledger import Ledger, new_id
from infra.local.payments.resources.charges import Charge, Refund
from infra.local.payments.resources.disputes import Dispute
from infra.local.payments.resources.events import Event, EventData, EventRequest
from infra.local.payments.resources.intents import PaymentIntent

encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Work:
    ledger: Ledger
    clock: Clock
    publish: Callable[[Event], None]
    """Takes each event on its way to the webhook."""
    base_url: str
    """Where this server answers, for the addresses it hands out."""
    request_id: str | None = None
    idempotency_key: str | None = None
    publishable: bool = False
    """The caller holds a publishable key: it sees and does what a browser may."""

    def emit(self, type_: str, subject: PaymentIntent | Charge | Refund | Dispute) -> None:
        """Record that something happened to `subject`, as it is now, and publish it."""
        event = Event(
            id=new_id("evt"),
            created=self.clock.now(),
            data=EventData(object=msgspec.Raw(encode(subject))),
            pending_webhooks=1,
            request=EventRequest(id=self.request_id, idempotency_key=self.idempotency_key),
            type=type_,
        )
        self.ledger.events.add(event)
        self.publish(event)
