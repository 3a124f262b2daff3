"""What may be said of an intent when it is made, confirmed or changed."""

from typing import get_args

from msgspec import UNSET

from infra.local.payments.asks.intents import CreateIntent, MethodChoice
from infra.local.payments.errors import invalid
from infra.local.payments.resources.intents import AutomaticPaymentMethods, PaymentIntent
from infra.local.payments.resources.methods import MethodType

METHOD_TYPES: tuple[str, ...] = get_args(MethodType)
TERMS = (
    "description",
    "payment_method_options",
    "receipt_email",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_group",
)


def check(ask: MethodChoice) -> None:
    """ApiError 400 for terms that cannot be."""
    if ask.receipt_email and "@" not in ask.receipt_email:
        message = f"Invalid email address: {ask.receipt_email}"
        raise invalid(message, code="email_invalid", param="receipt_email")


def apply(intent: PaymentIntent, ask: MethodChoice) -> None:
    """Take over what the request says; an empty text takes away what was said before."""
    for name in TERMS:
        value = getattr(ask, name, UNSET)
        if value is not UNSET:
            setattr(intent, name, value or None)
    if ask.allowed_payment_method_types is not UNSET:
        allowed = ask.allowed_payment_method_types
        intent.allowed_payment_method_types = allowed
        # A type that this provider does not have is passed over in silence, as at Stripe.
        intent.payment_method_types = [type_ for type_ in METHOD_TYPES if type_ in allowed]


def automatic(ask: CreateIntent) -> AutomaticPaymentMethods | None:
    """Automatic methods are the default wherever a request allows no types in particular."""
    if ask.allowed_payment_method_types is UNSET:
        return ask.automatic_payment_methods or AutomaticPaymentMethods(enabled=True)
    if ask.automatic_payment_methods is not UNSET:
        names = "automatic_payment_methods, allowed_payment_method_types"
        message = f"You may only specify one of these parameters: {names}."
        raise invalid(message, code="parameters_exclusive", param="allowed_payment_method_types")
    return None


def merged(metadata: dict[str, str], changes: dict[str, str]) -> dict[str, str]:
    """The metadata after the changes; an empty value takes its key away."""
    return {key: value for key, value in {**metadata, **changes}.items() if value}
