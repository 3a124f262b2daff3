"""Raw items: {"pk": {"S": "ORDER#ord_1"}, "version": {"N": "3"}}, and documents kept as JSON text."""

import json
from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
"""One item, as DynamoDB's low-level API returns it."""


class NotWhole(ValueError):
    """An amount or a count is no integer."""


def text(item: Item, name: str) -> str:
    """A string attribute; "" where there is none."""
    return str(item.get(name, {}).get("S", ""))


def number(item: Item, name: str, default: int = 0) -> int:
    """A number attribute. Raises: NotWhole."""
    value = item.get(name, {}).get("N")
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise NotWhole(f"{name} is {value}") from None


def document(item: Item, name: str, default: Any = None) -> Any:
    """What a JSON text says; `default` where there is none."""
    value = text(item, name)
    return json.loads(value) if value else default


def whole(document: Mapping[str, Any], name: str, default: int = 0) -> int:
    """An integer in a document. Raises: NotWhole."""
    value = document.get(name, default)
    if type(value) is not int:
        raise NotWhole(f"{name} is {value!r}")
    return value


def minor(document: Mapping[str, Any], name: str) -> int:
    """The minor units of an amount in a document: {"amount_minor": 1999, "currency": "EUR"}."""
    return whole(document[name], "amount_minor")


def identity(item: Item, prefix: str) -> str:
    """The id in the partition key: "ORDER#ord_1" → "ord_1"."""
    return text(item, "pk").removeprefix(prefix)
