"""Dead letters, shown without anything about a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from haat.errors import Conflict

HIDDEN = "…"
# Members whose text says nothing about anybody: all other text is hidden, whatever it is.
_SHOWN = re.compile(
    r"(.*_)?(id|at|until)|number|status|state|currency|sku|place|cancel_reason|failure"
    r"|shard_id|stream_arn|start_sequence_number|end_sequence_number|key"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
SWEPT = "relay-publish-events"  # its letters point at events each of which has a pointer in the table


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that could not be handled. `what` is the event's or object's, without people's data."""

    id: str
    sent_at: str
    receives: int
    event: str | None  # "OrderPlaced"
    what: Any


@dataclass(frozen=True, slots=True)
class LettersNotMovable(Conflict):
    """These letters cannot be handed back."""

    detail: ClassVar[str] = (
        "They point at batches of the table's stream, which keeps them for a day: the next change of the "
        "same items tells what these did."
    )


def redacted(value: object, name: str = "") -> object:
    """A JSON value with all text hidden but ids, times, codes and the like. Round trips nowhere.

    >>> redacted({"order": {"id": "ord_1", "email": "ada@example.com", "total": {"amount_minor": 5}}})
    {'order': {'id': 'ord_1', 'email': '…', 'total': {'amount_minor': 5}}}
    """
    match value:
        case Mapping():
            return {str(key): redacted(part, str(key)) for key, part in value.items()}
        case list():
            return [redacted(part, name) for part in value]
        case str():
            return value if _SHOWN.fullmatch(_CAMEL.sub("_", name).lower()) else HIDDEN
        case _:
            return value


def event_in(told: Mapping[str, Any]) -> str | None:
    """The name of the event that a message tells of, if it tells of one."""
    name = told.get("detail-type")
    return name if isinstance(name, str) else None
