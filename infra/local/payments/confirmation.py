"""What an intent needs before an attempt to pay can begin."""

from infra.local.payments.asks.intents import Confirmation
from infra.local.payments.errors import invalid, rejected
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.resources.methods import PaymentMethod
from infra.local.payments.work import Work


def use(intent: PaymentIntent, method: PaymentMethod) -> None:
    """Let `method` pay. ApiError 400 if its type is not among the intent's."""
    if method.type not in intent.payment_method_types:
        message = (
            f"The PaymentMethod provided ({method.type}) is not allowed for this PaymentIntent."
            f" It accepts: {', '.join(intent.payment_method_types)}."
        )
        raise rejected(message, code="payment_intent_incompatible_payment_method", param="payment_method")
    intent.payment_method, intent.next_action = method.id, None
    intent.status = "requires_confirmation"


def require_method(intent: PaymentIntent) -> None:
    if intent.payment_method is None:
        message = "You cannot confirm this PaymentIntent because it's missing a payment method."
        raise rejected(message, code="payment_intent_unexpected_state")


def require_return_url(work: Work, intent: PaymentIntent, how: Confirmation) -> None:
    """A server that confirms must say where a method that redirects sends the customer back to."""
    automatic = intent.automatic_payment_methods
    may_redirect = automatic is not None and automatic.allow_redirects == "always"
    if may_redirect and not (how.return_url or how.use_stripe_sdk or work.publishable):
        message = (
            "This PaymentIntent accepts payment methods that may redirect your customer: provide a"
            " `return_url`, or set `automatic_payment_methods[allow_redirects]` to `never` when creating it."
        )
        raise invalid(message, param="return_url")
