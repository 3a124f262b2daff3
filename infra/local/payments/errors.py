"""The provider's refusals, in its own error shape.

An `ApiError` ends a request. One with `executed=False` was found before anything was done, so its answer is
never stored under an idempotency key; every other one is, as at Stripe.
"""

from infra.local.payments.resources.intents import ErrorDetail, PaymentIntent

DOCS = "https://docs.stripe.com/error-codes/"


class ApiError(Exception):
    """An answer other than 200: its HTTP status, its body's `error` and headers of its own."""

    def __init__(
        self,
        status: int,
        detail: ErrorDetail,
        *,
        executed: bool = True,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail.message)
        self.status = status
        self.detail = detail
        self.executed = executed
        self.headers = headers or {}


def _refusal(message: str, code: str | None, param: str | None) -> ErrorDetail:
    docs = DOCS + code.replace("_", "-") if code else None
    return ErrorDetail(type="invalid_request_error", message=message, code=code, param=param, doc_url=docs)


def invalid(message: str, *, code: str | None = None, param: str | None = None) -> ApiError:
    """400: a parameter that cannot be used; nothing was executed."""
    return ApiError(400, _refusal(message, code, param), executed=False)


def rejected(message: str, *, code: str | None = None, param: str | None = None) -> ApiError:
    """400: well-formed, but the resource's state or amount forbids it."""
    return ApiError(400, _refusal(message, code, param))


def missing(noun: str, resource_id: str, *, param: str, status: int = 404) -> ApiError:
    """404 for an id in the path; a body parameter that names nothing is a 400."""
    return ApiError(status, _refusal(f"No such {noun}: '{resource_id}'", "resource_missing", param))


def unexpected_state(intent: PaymentIntent, verb: str, allowed: tuple[str, ...]) -> ApiError:
    """400 `payment_intent_unexpected_state`, with the intent as it is."""
    message = (
        f"You cannot {verb} this PaymentIntent because it has a status of {intent.status}."
        f" It must be one of: {', '.join(allowed)}."
    )
    error = rejected(message, code="payment_intent_unexpected_state")
    error.detail.payment_intent = intent
    return error


def declined(intent: PaymentIntent, failure: ErrorDetail) -> ApiError:
    """402 `card_error`: the attempt was made and refused; the intent waits for another method."""
    detail = ErrorDetail(
        type="card_error",
        message=failure.message,
        code=failure.code,
        decline_code=failure.decline_code,
        doc_url=failure.doc_url,
        charge=failure.charge,
        payment_method=failure.payment_method,
        payment_intent=intent,
    )
    return ApiError(402, detail)


def unauthorized(message: str) -> ApiError:
    """401: no key, or one that is not this account's."""
    return ApiError(401, _refusal(message, None, None), executed=False)


def secret_key_required() -> ApiError:
    """403: a publishable key where a secret one is needed."""
    message = "This API call cannot be made with a publishable API key. Please use a secret API key."
    return ApiError(403, _refusal(message, "secret_key_required", None), executed=False)


def unknown_url(method: str, path: str) -> ApiError:
    """404: no such operation."""
    return ApiError(
        404, _refusal(f"Unrecognized request URL ({method}: {path}).", None, None), executed=False
    )


def key_reused(key: str, path: str) -> ApiError:
    """400 `idempotency_error`: the key was first used for another request."""
    message = (
        f"Keys for idempotent requests can only be used for the same endpoint and parameters they were first"
        f" used with ('{path}'). Try using a key other than '{key}' if you meant to execute another request."
    )
    return ApiError(400, ErrorDetail(type="idempotency_error", message=message), executed=False)


def key_in_use(key: str) -> ApiError:
    """409: the first request with this key has not been answered yet."""
    detail = ErrorDetail(
        type="idempotency_error",
        code="idempotency_key_in_use",
        doc_url=DOCS + "idempotency-key-in-use",
        message=f"There is currently another in-progress request using this Idempotency Key: {key}.",
    )
    return ApiError(409, detail, executed=False, headers={"Stripe-Should-Retry": "true"})


def rate_limited() -> ApiError:
    """429: too many requests; nothing was executed."""
    message = "Request rate limit exceeded. Slow down and retry with exponential backoff."
    headers = {"Stripe-Rate-Limited-Reason": "global-rate"}
    return ApiError(429, _refusal(message, "rate_limit", None), executed=False, headers=headers)


def server_error() -> ApiError:
    """500: something broke over there. The answer is stored under the key, so a retry is told the same."""
    detail = ErrorDetail(type="api_error", message="An unknown error occurred")
    return ApiError(500, detail, headers={"Stripe-Should-Retry": "false"})
