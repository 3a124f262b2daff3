"""`expand[]`: an id in an answer becomes the resource that it names."""

from collections.abc import Callable
from typing import Any

import msgspec

from infra.local.payments.errors import invalid
from infra.local.payments.resources.events import Resource

# What may be expanded, by kind; None where the field exists and is always null here.
EXPANDABLE: dict[str, dict[str, str | None]] = {
    "payment_intent": {
        "latest_charge": "charge",
        "payment_method": "payment_method",
        **dict.fromkeys(("application", "customer", "on_behalf_of", "review")),
    },
    "charge": {
        "payment_intent": "payment_intent",
        **dict.fromkeys(("application", "balance_transaction", "customer", "on_behalf_of", "review")),
    },
    "refund": {"charge": "charge", "payment_intent": "payment_intent", "balance_transaction": None},
    "payment_method": {"customer": None},
    "event": {},
}
MAX_DEPTH = 4


def check(paths: list[str], kind: str, *, within: str) -> None:
    """ApiError 400 for a path that leads nowhere. Called before the request is executed.

    In a list every path begins with `within`, which is `data.`.
    """
    for path in paths:
        steps = path.removeprefix(within).split(".")
        if not path.startswith(within):
            raise invalid(f"This property cannot be expanded ({path}).", param="expand")
        if len(steps) > MAX_DEPTH:
            raise invalid(
                f"You cannot expand more than {MAX_DEPTH} levels of a property ({path}).", param="expand"
            )
        at: str | None = kind
        for step in steps:
            if at is None or step not in EXPANDABLE[at]:
                raise invalid(f"This property cannot be expanded ({path}).", param="expand")
            at = EXPANDABLE[at][step]


def expanded(resource: Resource, paths: list[str], find: Callable[[str], Resource | None]) -> dict[str, Any]:
    """The resource as an object of plain values, with every path that `check` let through filled in."""
    document: dict[str, Any] = msgspec.to_builtins(resource)
    for path in paths:
        at: dict[str, Any] | None = document
        for step in path.split("."):
            at = _enter(at, step, find) if at else None
    return document


def _enter(
    document: dict[str, Any], step: str, find: Callable[[str], Resource | None]
) -> dict[str, Any] | None:
    if isinstance(document[step], str):
        document[step] = msgspec.to_builtins(find(document[step]))
    value: dict[str, Any] | None = document[step]
    return value
