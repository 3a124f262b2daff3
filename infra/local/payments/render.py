"""Answers as bytes: with what the caller asked to see expanded, and without what a browser may not see."""

from collections.abc import Callable
from typing import Any

import msgspec

from infra.local.payments.errors import ApiError
from infra.local.payments.expand import expanded
from infra.local.payments.operations import Result
from infra.local.payments.resources.events import Listing, Resource
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.work import encode

# The fields of a payment intent that the holder of its client secret sees.
PUBLIC = frozenset(
    {
        "id",
        "object",
        "amount",
        "amount_details",
        "automatic_payment_methods",
        "canceled_at",
        "cancellation_reason",
        "capture_method",
        "client_secret",
        "confirmation_method",
        "created",
        "currency",
        "description",
        "last_payment_error",
        "livemode",
        "next_action",
        "payment_method",
        "payment_method_types",
        "processing",
        "receipt_email",
        "setup_future_usage",
        "shipping",
        "status",
    }
)


def body(
    result: Result, expand: list[str], find: Callable[[str], Resource | None], *, publishable: bool
) -> bytes:
    """The result as the caller sees it."""
    if publishable and isinstance(result, PaymentIntent):
        return encode(_public(expanded(result, expand, find)))
    if not expand:
        return encode(result)
    if not isinstance(result, Listing):
        return encode(expanded(result, expand, find))
    inner = [path.removeprefix("data.") for path in expand]
    page: dict[str, Any] = msgspec.structs.asdict(result)
    return encode({**page, "data": [expanded(each, inner, find) for each in result.data]})


def error_body(error: ApiError, *, publishable: bool) -> bytes:
    """`{"error": {...}}`, with the intent in it if there is one."""
    if not publishable or error.detail.payment_intent is None:
        return encode({"error": error.detail})
    detail: dict[str, Any] = msgspec.to_builtins(error.detail)
    return encode({"error": {**detail, "payment_intent": _public(detail["payment_intent"])}})


def _public(intent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in intent.items() if name in PUBLIC}
