"""The payment provider: the only place that knows Stripe.

Every call that changes something carries an idempotency key that was stored before (G2); reading is
free of it. What the provider refuses as a matter of course is a value; what it failed to answer is
ProviderUnavailable, and then nobody knows whether it was done until it is read.
"""

from functools import cache
from typing import Any

import msgspec
import stripe

from haat.clients import client
from haat.settings import PAYMENTS_API_BASE, Setting
from haat.table.meter import meter
from payments.domain import Intent, NothingDone, Payment, ProviderEvent, ProviderUnavailable, WebhookRejected
from payments.gateway import webhooks
from payments.gateway.documents import intent_of
from payments.gateway.transport import PooledClient

SECRET_NAME = Setting("PAYMENTS_SECRET_NAME")
NETWORK_RETRIES = 2  # of the SDK, with the same key
_IN_PROGRESS = 409  # another request with the same key is still being worked on
_VOID = ("failed", "canceled")  # refunds that gave nothing back


class _Credentials(msgspec.Struct):
    """The secret, as ops store it."""

    api_key: str
    webhook_secret: str


class StripeGateway:
    """The provider's calls that a payment needs."""

    def create_intent(self, payment: Payment) -> Intent:
        """Make the payment's intent, or get the one made by an earlier call with its key.

        Raises: ProviderUnavailable.
        """
        params: Any = {
            "amount": payment.amount.amount_minor,
            "currency": payment.amount.currency.lower(),
            "automatic_payment_methods": {"enabled": True},
            "receipt_email": payment.email,
            "metadata": {
                "order_id": payment.order_id,
                "payment_id": payment.id,
                "customer_id": payment.customer_id,
            },
        }
        meter.count("stripe.create_intent")
        try:
            made = _stripe().v1.payment_intents.create(params, {"idempotency_key": payment.create_key})
        except stripe.StripeError as error:
            raise _fault(error) from error
        return intent_of(made)

    def read_intent(self, intent_id: str) -> Intent:
        """What the provider knows. Raises: ProviderUnavailable."""
        meter.count("stripe.read_intent")
        try:
            return intent_of(_stripe().v1.payment_intents.retrieve(intent_id))
        except stripe.StripeError as error:
            raise _fault(error) from error

    def cancel_intent(self, intent_id: str) -> Intent:
        """Cancel an intent and say what it is then: cancelled, or what forbade it (G4).

        Cancelling twice is the same as once, so it needs no key of ours; a stored one would only repeat
        a failure of the provider for a day.
        Raises: ProviderUnavailable.
        """
        meter.count("stripe.cancel_intent")
        try:
            return intent_of(_stripe().v1.payment_intents.cancel(intent_id))
        except stripe.InvalidRequestError:
            return self.read_intent(intent_id)
        except stripe.StripeError as error:
            raise _fault(error) from error

    def refund(self, intent_id: str, key: str) -> str:
        """Give all of an intent's money back, and return the refund's id.

        The provider repeats a failure of its own for a day under the same key, and refuses what was given
        back already: then what it knows decides (G2).
        Raises: ProviderUnavailable; NothingDone, when the next attempt needs another key.
        """
        meter.count("stripe.refund")
        params: Any = {"payment_intent": intent_id}
        try:
            return _stripe().v1.refunds.create(params, {"idempotency_key": key}).id
        except stripe.StripeError as error:
            if not _is_final(error):
                raise _fault(error) from error
            found = self._find_refund(intent_id)
            if found:
                return found
            raise _nothing_done(error) from error

    def verify_webhook(self, raw: bytes, signature: str) -> ProviderEvent | WebhookRejected:
        """A webhook's event if its signature, age and mode are right (G6)."""
        return webhooks.verify(raw, signature, _credentials().webhook_secret)

    def _find_refund(self, intent_id: str) -> str | None:
        meter.count("stripe.find_refund")
        try:
            refunds = _stripe().v1.refunds.list({"payment_intent": intent_id}).data
        except stripe.StripeError as error:
            raise _fault(error) from error
        return next((refund.id for refund in refunds if refund.status not in _VOID), None)


def _is_final(error: stripe.StripeError) -> bool:
    """Whether the provider has ended the request, and keeps that as the answer to its key."""
    ended = isinstance(error, stripe.InvalidRequestError | stripe.APIError)
    return ended and error.http_status != _IN_PROGRESS


def _nothing_done(error: stripe.StripeError) -> Exception:
    fault = _fault(error)
    return NothingDone(str(error)) if isinstance(fault, ProviderUnavailable) else fault


def _fault(error: stripe.StripeError) -> Exception:
    """What may pass is ProviderUnavailable; a request the provider will never take stays what it is."""
    conflict_or_limit = error.http_status in (_IN_PROGRESS, 429)
    server = error.http_status is None or error.http_status >= 500
    return ProviderUnavailable(str(error)) if conflict_or_limit or server else error


@cache
def _credentials() -> _Credentials:
    meter.count("secretsmanager.GetSecretValue")
    answer = client("secretsmanager").get_secret_value(SecretId=SECRET_NAME.text())
    return msgspec.json.decode(answer["SecretString"], type=_Credentials)


@cache
def _stripe() -> stripe.StripeClient:
    stripe.enable_telemetry = False  # it would write an id into the home directory
    stripe.enable_telemetry = False  # it would write a file into the home folder
    return stripe.StripeClient(
        _credentials().api_key,
        base_addresses={"api": PAYMENTS_API_BASE.text()},
        max_network_retries=NETWORK_RETRIES,
        http_client=PooledClient(),
    )


def forget() -> None:
    """Start from nothing, as a new process does."""
    _credentials.cache_clear()
    _stripe.cache_clear()
