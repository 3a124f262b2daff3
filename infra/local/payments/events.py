"""The record of what happened, as the API shows it."""

from fnmatch import fnmatchcase

from msgspec import UNSET

from infra.local.payments import lists
from infra.local.payments.asks.common import ListEvents, Retrieve
from infra.local.payments.errors import invalid, missing
from infra.local.payments.resources.events import Event, Listing
from infra.local.payments.work import Work

MAX_TYPES = 20


def retrieve(work: Work, event_id: str, ask: Retrieve) -> Event:
    """GET /v1/events/{id}"""
    del ask
    event = work.ledger.events.get(event_id)
    if event is None:
        raise missing("event", event_id, param="id")
    return event


def list_events(work: Work, ask: ListEvents) -> Listing:
    """GET /v1/events; `type` may be a group such as `charge.*`."""
    types = _types(ask)
    return lists.page(
        work.ledger.events,
        ask,
        "/v1/events",
        lambda event: not types or any(fnmatchcase(event.type, type_) for type_ in types),
    )


def _types(ask: ListEvents) -> list[str]:
    if ask.type is not UNSET and ask.types is not UNSET:
        message = "You may only specify one of these parameters: type, types."
        raise invalid(message, code="parameters_exclusive", param="types")
    if ask.types is not UNSET and len(ask.types) > MAX_TYPES:
        raise invalid(f"You may name up to {MAX_TYPES} types.", param="types")
    if ask.types is not UNSET:
        return ask.types
    return [] if ask.type is UNSET else [ask.type]
