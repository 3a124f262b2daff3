"""The payment provider: the only place that knows Stripe.

Every call that changes something carries an idempotency key that was stored before (G2); reading is
free of it. What the provider refuses as a matter of course is a value; what it failed to answer is
ProviderUnavailable, and then nobody knows whether it was done until it is read.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import stripe

from haat.clients import client
from haat.observability import count
from haat.settings import PAYMENTS_API_BASE, Setting
from haat.table.meter import meter
from payments.domain import Intent, Payment, ProviderEvent, ProviderUnavailable, WebhookRejected
from payments.gateway import listing, webhooks
from payments.gateway.documents import intent_of
from payments.gateway.faults import fault_of, is_final, nothing_done
from payments.gateway.transport import PooledClient
from payments.ledger import ListedIntent, ListedRefund

SECRET_NAME = Setting("PAYMENTS_SECRET_NAME")
NETWORK_RETRIES = 2  # of the SDK, with the same key
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
            raise fault_of(error) from error
        return intent_of(made)

    def read_intent(self, intent_id: str) -> Intent:
        """What the provider knows. Raises: ProviderUnavailable."""
        meter.count("stripe.read_intent")
        try:
            return intent_of(_stripe().v1.payment_intents.retrieve(intent_id))
        except stripe.StripeError as error:
            raise fault_of(error) from error

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
            raise fault_of(error) from error

    def abandon(self, payment: Payment) -> None:
        """Cancel the intent that somebody may have made for a payment and died before storing it.

        Its key gets it, or makes one for a moment. Nobody knows its secret, so a provider that does not
        answer holds nothing up.
        """
        try:
            self.cancel_intent(self.create_intent(payment).id)
        except (ProviderUnavailable, stripe.StripeError):
            count("IntentsAbandonedUnseen")

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
            if not is_final(error):
                raise fault_of(error) from error
            found = self._find_refund(intent_id)
            if found:
                return found
            raise nothing_done(error) from error

    def list_intents(self, since_s: int) -> Iterator[ListedIntent]:
        """Every intent made since then. Reading raises: ProviderUnavailable."""
        meter.count("stripe.list_intents")
        return listing.intents(_stripe(), since_s)

    def list_refunds(self, since_s: int) -> Iterator[ListedRefund]:
        """Every refund made since then. Reading raises: ProviderUnavailable."""
        meter.count("stripe.list_refunds")
        return listing.refunds(_stripe(), since_s)

    def verify_webhook(self, raw: bytes, signature: str) -> ProviderEvent | WebhookRejected:
        """A webhook's event if its signature, age and mode are right (G6)."""
        return webhooks.verify(raw, signature, _credentials().webhook_secret)

    def _find_refund(self, intent_id: str) -> str | None:
        meter.count("stripe.find_refund")
        try:
            refunds = _stripe().v1.refunds.list({"payment_intent": intent_id}).data
        except stripe.StripeError as error:
            raise fault_of(error) from error
        return next((refund.id for refund in refunds if refund.status not in _VOID), None)


@cache
def _credentials() -> _Credentials:
    meter.count("secretsmanager.GetSecretValue")
    answer = client("secretsmanager").get_secret_value(SecretId=SECRET_NAME.text())
    return msgspec.json.decode(answer["SecretString"], type=_Credentials)


@cache
def _stripe() -> stripe.StripeClient:
    stripe.enable_telemetry = False  # it would write a file into the home directory
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
