"""What the provider's refusals and silences mean."""

import stripe

from payments.domain import NothingDone, ProviderUnavailable

_IN_PROGRESS = 409  # another request with the same key is still being worked on
_TOO_MANY = 429


def fault_of(error: stripe.StripeError) -> Exception:
    """What may pass is ProviderUnavailable; a request the provider will never take stays what it is."""
    passing = error.http_status in (None, _IN_PROGRESS, _TOO_MANY)
    return ProviderUnavailable(str(error)) if passing or _is_theirs(error) else error


def is_final(error: stripe.StripeError) -> bool:
    """Whether the provider has ended the request, and keeps that as the answer to its key."""
    return isinstance(error, stripe.InvalidRequestError) or _is_theirs(error)


def nothing_done(error: stripe.StripeError) -> Exception:
    """The fault of a request that was ended without an effect, as reading the provider has shown."""
    return NothingDone(str(error)) if _is_theirs(error) else error


def _is_theirs(error: stripe.StripeError) -> bool:
    return error.http_status is not None and error.http_status >= 500
