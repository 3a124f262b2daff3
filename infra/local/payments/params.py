"""From form parameters to a typed ask, with refusals in the API's words."""

import re
from typing import TypeVar

import msgspec

from infra.local.payments.asks.common import Ask
from infra.local.payments.errors import ApiError, invalid
from infra.local.payments.forms import Node

A = TypeVar("A", bound=Ask)

# What this version of the API takes no more, and the code with which it says so.
REMOVED = {"payment_method_types": "payment_method_types_no_longer_supported"}

_NAMED = re.compile(r"Object (?P<problem>contains unknown|missing required) field `(?P<field>[^`]*)`")
_PLACE = re.compile(r" - at (`key` in )?`\$\.?(?P<path>[^`]*)`$")


def read(parameters: dict[str, Node], ask: type[A]) -> A:
    """The parameters as `ask`; numbers and booleans arrive as text. ApiError 400 for what does not fit."""
    try:
        return msgspec.convert(parameters, ask, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None


def _refusal(complaint: str) -> ApiError:
    place = _PLACE.search(complaint)
    path = place["path"] if place else ""
    named = _NAMED.match(complaint)
    if named is None:
        return _unfit(complaint[: place.start()] if place else complaint, _bracketed(path))
    param = _bracketed(f"{path}.{named['field']}" if path else named["field"])
    if named["problem"] == "contains unknown":
        code = REMOVED.get(param, "parameter_unknown")
        return invalid(f"Received unknown parameter: {param}", code=code, param=param)
    return invalid(f"Missing required param: {param}.", code="parameter_missing", param=param)


def _unfit(complaint: str, param: str) -> ApiError:
    code = "parameter_invalid_integer" if complaint.startswith("Expected `int") else None
    return invalid(f"Invalid {param}: {complaint}", code=code, param=param)


def _bracketed(path: str) -> str:
    """`automatic_payment_methods.enabled` is `automatic_payment_methods[enabled]` to a caller."""
    first, *rest = path.replace("[...]", "").split(".")
    return first + "".join(f"[{step}]" for step in rest)
