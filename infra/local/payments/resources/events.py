"""Events, and the list in which every kind of resource comes."""

from typing import Literal

from msgspec import Raw, Struct

from infra.local.payments.resources.charges import Charge, Refund
from infra.local.payments.resources.disputes import Dispute
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.resources.methods import PaymentMethod

# What an unmodified stripe-python 16.1 asks for.
API_VERSION = "2026-10-28.endive"


class EventRequest(Struct, kw_only=True):
    id: str | None
    idempotency_key: str | None


class EventData(Struct, kw_only=True):
    """`object` is encoded at once: an event shows its subject as it was then."""

    object: Raw


class Event(Struct, kw_only=True):
    id: str
    object: Literal["event"] = "event"
    api_version: str = API_VERSION
    created: int
    data: EventData
    livemode: bool = False
    pending_webhooks: int
    request: EventRequest
    type: str


Resource = PaymentIntent | PaymentMethod | Charge | Refund | Dispute | Event


class Listing(Struct, kw_only=True):
    """One page of a list."""

    object: Literal["list"] = "list"
    data: list[Resource]
    has_more: bool
    url: str
