"""Copies of what is known of a customer: when one may be asked for, and what is in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from haat.errors import TooManyRequests

ASK_AGAIN_AFTER_S = 3600
KEPT_S = 7 * 24 * 3600
# How rows are found and guarded, and what proves something: of no person, or no longer a secret if told.
HIDDEN = frozenset({"pk", "sk", "gsi1pk", "gsi1sk", "writer", "version", "ttl", "kind"})
SECRET = frozenset(
    {"client_secret", "task_token", "claimed_by", "lineage_hash", "secret_hash", "previous_hash", "salt"}
)
Row = Mapping[str, Mapping[str, object]]
"""An item as DynamoDB has it."""


@dataclass(frozen=True, slots=True)
class CopyAskedBefore(TooManyRequests):
    """A copy was asked for a moment ago."""

    retry_after_s: ClassVar[int | None] = ASK_AGAIN_AFTER_S
    detail: ClassVar[str] = "It is there in a minute, and for a week. Ask for another in an hour."


@dataclass(frozen=True, slots=True)
class Export:
    """One copy."""

    id: str
    customer_id: str
    asked_at: str
    expires_at: str
    ready_at: str | None = None
    version: int = 1


def shown(row: Row) -> dict[str, object]:
    """A row as its customer may read it: JSON is JSON, and nothing is in it that only proves something."""
    kind = row["kind"]["S"] if "kind" in row else ""
    values = {name: _value(value) for name, value in row.items() if name not in HIDDEN | SECRET}
    return {"kind": kind} | values


def _value(value: Mapping[str, object]) -> object:
    (kind, inner), *_ = value.items()
    match kind:
        case "N":
            return int(str(inner))
        case "M" if isinstance(inner, dict):
            return {name: _value(part) for name, part in inner.items()}
        case "SS" if isinstance(inner, list):
            return sorted(inner)
        case _:
            return _text(inner)


def _text(inner: object) -> object:
    if not isinstance(inner, str) or inner[:1] not in ("{", "["):
        return inner
    try:
        return _without_secrets(json.loads(inner))
    except ValueError:
        return inner


def _without_secrets(value: object) -> object:
    if isinstance(value, list):
        return [_without_secrets(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {name: _without_secrets(part) for name, part in value.items() if name not in SECRET}
