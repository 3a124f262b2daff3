"""What is in the outbox, and whether it is what the schemas say."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from haat.events.outbox import EventItem
from haat.grants import KeySpace
from haat.table import reads

SCHEMAS = Path(__file__).parents[2] / "events"


def emitted(space: KeySpace, aggregate_id: str) -> list[EventItem]:
    """The events of one aggregate, in order; each is what its schema says."""
    events = reads.page(EventItem, space.key(aggregate_id), limit=100, after=None).items
    for event in events:
        _validator(event.service, event.name, event.schema_version).validate(json.loads(event.data))
    return events


def names(space: KeySpace, aggregate_id: str) -> list[str]:
    """The names of one aggregate's events, in order."""
    return [event.name for event in emitted(space, aggregate_id)]


def data(event: EventItem) -> Any:
    """What an event says."""
    return json.loads(event.data)


@cache
def _validator(service: str, name: str, version: int) -> Draft202012Validator:
    file = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    schema = json.loads((SCHEMAS / service / f"{file}.v{version}.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
