"""The payment provider: the only place that knows Stripe.

Every call that changes something carries an idempotency key that was stored before (G2); reading is
free of it. What the provider refuses as a matter of course is a value; what it failed to answer is
ProviderUnavailable, and then nobody knows whether it was done until it is read.
"""

import json
from functools import cache
from typing import Any

import msgspec
import stripe

from haat import clock
from haat.clients import client
from haat.grants import Secret
from haat.money import Money
from haat.settings import PAYMENTS_API_BASE, Setting
from haat.table.meter import meter
from payments.domain import Intent, IntentStatus, Payment, ProviderEvent, ProviderUnavailable, WebhookRejected
from payments.gateway.transport import PooledClient

SECRET = Secret("payments")
SECRET_NAME = Setting("PAYMENTS_SECRET_NAME")
LIVE_MODE = Setting("PAYMENTS_LIVE_MODE", "false")
TOLERANCE_S = 300  # of a webhook's timestamp, in both directions (G6)
NETWORK_RETRIES = 2  # of the SDK, with the same key
_STATUS = {
    "succeeded": IntentStatus.SUCCEEDED,
    "canceled": IntentStatus.CANCELLED,
    "processing": IntentStatus.PROCESSING,
}


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
        return _intent(made)

    def read_intent(self, intent_id: str) -> Intent:
        """What the provider knows. Raises: ProviderUnavailable."""
        meter.count("stripe.read_intent")
        try:
            return _intent(_stripe().v1.payment_intents.retrieve(intent_id))
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
            return _intent(_stripe().v1.payment_intents.cancel(intent_id))
        except stripe.InvalidRequestError:
            return self.read_intent(intent_id)
        except stripe.StripeError as error:
            raise _fault(error) from error

    def refund(self, intent_id: str, key: str) -> str:
        """Give all of an intent's money back, and return the refund's id. Raises: ProviderUnavailable."""
        meter.count("stripe.refund")
        params: Any = {"payment_intent": intent_id}
        try:
            return _stripe().v1.refunds.create(params, {"idempotency_key": key}).id
        except stripe.StripeError as error:
            raise _fault(error) from error

    def verify_webhook(self, raw: bytes, signature: str) -> ProviderEvent | WebhookRejected:
        """A webhook's event if its signature, age and mode are right (G6)."""
        try:
            stripe.WebhookSignature.verify_header(raw.decode(), signature, _credentials().webhook_secret)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            return WebhookRejected("The signature is not valid.")
        if abs(clock.now_s() - _signed_at_s(signature)) > TOLERANCE_S:
            return WebhookRejected(f"The signature is more than {TOLERANCE_S} s from now.")
        try:
            document = json.loads(raw)
        except ValueError:
            return WebhookRejected("The body is not JSON.")
        if document.get("livemode") is not (LIVE_MODE.text() == "true"):
            return WebhookRejected("The event is of the provider's other mode.")
        return _provider_event(document)


def _signed_at_s(signature: str) -> int:
    stamps = [part[2:] for part in signature.split(",") if part.startswith("t=")]
    return int(stamps[0])


def _provider_event(document: dict[str, Any]) -> ProviderEvent:
    about = document["data"]["object"]
    error = about.get("last_payment_error") or {}
    intent = _intent(about) if about.get("object") == "payment_intent" else None
    reason = str(error.get("decline_code") or error.get("code") or "")
    return ProviderEvent(document["id"], document["type"], intent, reason)


def _intent(made: Any) -> Intent:
    metadata = made["metadata"]
    return Intent(
        id=made["id"],
        client_secret=made["client_secret"],
        status=_STATUS.get(made["status"], IntentStatus.OPEN),
        amount=Money(made["amount"], made["currency"].upper()),
        received_minor=made["amount_received"],
        order_id=_value(metadata, "order_id"),
        payment_id=_value(metadata, "payment_id"),
        customer_id=_value(metadata, "customer_id"),
    )


def _value(metadata: Any, key: str) -> str:
    return str(metadata[key]) if key in metadata else ""


def _fault(error: stripe.StripeError) -> Exception:
    """What may pass is ProviderUnavailable; a request the provider will never take stays what it is."""
    conflict_or_limit = error.http_status in (409, 429)
    server = error.http_status is None or error.http_status >= 500
    return ProviderUnavailable(str(error)) if conflict_or_limit or server else error


@cache
def _credentials() -> _Credentials:
    meter.count("secretsmanager.GetSecretValue")
    answer = client("secretsmanager").get_secret_value(SecretId=SECRET_NAME.text())
    return msgspec.json.decode(answer["SecretString"], type=_Credentials)


@cache
def _stripe() -> stripe.StripeClient:
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
