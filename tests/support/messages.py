"""Events as a queue hands them to a reaction."""

import json
from typing import Any

from haat.events.outbox import EventItem


def message(name: str, data: object, number: int = 1) -> dict[str, Any]:
    """One message of a queue: an event in EventBridge's envelope."""
    event = {
        "id": f"TEST#1/{number}",
        "name": name,
        "version": 1,
        "sequence": number,
        "occurred_at": "2026-11-22T09:30:00Z",
        "data": data,
    }
    return _record(event, number)


def message_of(event: EventItem, number: int = 1) -> dict[str, Any]:
    """The message that an event of the outbox becomes."""
    told = event.to_event()
    fields = {name: getattr(told, name) for name in ("id", "name", "version", "sequence", "occurred_at")}
    return _record(fields | {"data": json.loads(event.data)}, number)


def _record(event: dict[str, Any], number: int) -> dict[str, Any]:
    body = json.dumps({"detail-type": event["name"], "detail": event})
    return {"messageId": f"message-{number}", "body": body}
