"""What the provider's refusals and silences mean."""

import stripe

from payments.domain import NothingDone, ProviderRefund, ProviderUnavailable, RefundStatus

_IN_PROGRESS = 409  # another request with the same key is still being worked on
_TOO_MANY = 429
# The provider will not give this money back, whoever asks: it has gone already, or the bank has taken it.
_REFUND_REFUSED = ("amount_too_large", "charge_already_refunded", "charge_disputed")


def fault_of(error: stripe.StripeError) -> Exception:
    """What may pass is ProviderUnavailable; a request the provider will never take stays what it is."""
    passing = error.http_status in (None, _IN_PROGRESS, _TOO_MANY)
    return ProviderUnavailable(str(error)) if passing or is_theirs(error) else error


def is_final(error: stripe.StripeError) -> bool:
    """Whether the provider has ended the request, and keeps that as the answer to its key."""
    return isinstance(error, stripe.InvalidRequestError) or is_theirs(error)


def refused_refund(error: stripe.StripeError) -> ProviderRefund:
    """What comes of a refund that was ended without an effect, as reading the provider has shown.

    Raises: NothingDone where the next attempt may succeed; the error where we asked for nonsense.
    """
    if is_theirs(error):
        raise NothingDone(str(error)) from error
    if error.code not in _REFUND_REFUSED:
        raise error
    return ProviderRefund("", RefundStatus.FAILED, "", error.code)


def is_theirs(error: stripe.StripeError) -> bool:
    """Whether the provider failed, and not we."""
    return error.http_status is not None and error.http_status >= 500
