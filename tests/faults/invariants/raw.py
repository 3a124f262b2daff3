"""Raw items as plain values: nothing here knows a service's own code."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.domain import Violation

__all__ = ["Found", "Raw", "Violation", "document", "plain"]

Raw = Mapping[str, Any]
Found = Iterator[Violation]


def plain(raw: Raw) -> dict[str, Any]:
    """An item's attributes: numbers as int, the rest as it is."""
    return {name: _value(typed) for name, typed in raw.items()}


def document(item: Mapping[str, Any], name: str) -> Any:
    """An attribute that holds JSON."""
    return json.loads(item[name])


def _value(typed: Raw) -> Any:
    ((kind, value),) = typed.items()
    match kind:
        case "N":
            return int(value)
        case "M":
            return plain(value)
        case _:
            return value
