"""The payment provider: the only place that knows Stripe.

Every call that changes something carries an idempotency key that was stored before (G2); reading is
free of it. What the provider refuses as a matter of course is a value; what it failed to answer is
ProviderUnavailable, and then nobody knows whether it was done until it is read.
"""

from collections.abc import Iterator
from functools import cache

import msgspec
import stripe

from haat import clock
from haat.clients import client
from haat.observability import count
from haat.settings import PAYMENTS_API_BASE, Setting
from haat.table.meter import meter
from payments.domain import (
    Intent,
    NothingDone,
    Payment,
    ProviderEvent,
    ProviderRefund,
    ProviderUnavailable,
    Refund,
    WebhookRejected,
)
from payments.gateway import finding, listing, webhooks
from payments.gateway.documents import intent_of, intent_params, refund_of, refund_params
from payments.gateway.faults import fault_of, is_final, is_theirs, refused_refund
from payments.gateway.transport import PooledClient
from payments.ledger import ListedIntent, ListedRefund

SECRET_NAME = Setting("PAYMENTS_SECRET_NAME")
NETWORK_RETRIES = 2  # of the SDK, with the same key
KEYS_KEPT_S = 12 * 3600  # the provider forgets keys after a day: what is older is looked for first


class _Credentials(msgspec.Struct):
    """The secret, as ops store it."""

    api_key: str
    webhook_secret: str


class StripeGateway:
    """The provider's calls that a payment needs."""

    def create_intent(self, payment: Payment) -> Intent:
        """Make the payment's intent, or get the one made by an earlier call with its key.

        Raises: ProviderUnavailable; NothingDone, when the next attempt needs another key.
        """
        known = self.find_intent(payment) if _is_old(payment.created_at) else None
        if known:
            return known
        meter.count("stripe.create_intent")
        try:
            params = intent_params(payment)
            made = _stripe().v1.payment_intents.create(params, {"idempotency_key": payment.create_key})
        except stripe.StripeError as error:
            if not is_theirs(error):
                raise fault_of(error) from error
            found = self.find_intent(payment)
            if found is None:
                raise NothingDone(str(error)) from error
            return found
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

    def abandon(self, payment: Payment) -> Intent | None:
        """Cancel the intent that somebody may have made for a payment and died before storing it.

        Its key gets it, or makes one for a moment. Nobody knows its secret, so a provider that does not
        answer holds nothing up: None, and whoever looks after payments tries again.
        """
        try:
            return self.cancel_intent(self.create_intent(payment).id)
        except (ProviderUnavailable, stripe.StripeError):
            count("IntentsAbandonedUnseen")
            return None

    def find_intent(self, payment: Payment) -> Intent | None:
        """The intent that carries a payment's id, stored or not. Raises: ProviderUnavailable."""
        meter.count("stripe.find_intent")
        try:
            return finding.intent(_stripe(), payment)
        except stripe.StripeError as error:
            raise fault_of(error) from error

    def refund(self, intent_id: str, refund: Refund) -> ProviderRefund:
        """Give an amount of an intent's money back, once, and say what the provider made of it.

        The provider repeats a failure of its own for a day under the same key, forgets the key then, and
        refuses what was given back by other hands: then what it knows decides (G2).
        Raises: ProviderUnavailable; NothingDone, when the next attempt needs another key.
        """
        known = self.find_refund(intent_id, refund) if _is_old(refund.created_at) else None
        if known:
            return known
        meter.count("stripe.refund")
        try:
            params = refund_params(intent_id, refund)
            return refund_of(_stripe().v1.refunds.create(params, {"idempotency_key": refund.key}))
        except stripe.StripeError as error:
            if not is_final(error):
                raise fault_of(error) from error
            return self.find_refund(intent_id, refund) or refused_refund(error)

    def find_refund(self, intent_id: str, refund: Refund) -> ProviderRefund | None:
        """What the provider knows of a refund, by our id in it. Raises: ProviderUnavailable."""
        meter.count("stripe.find_refund")
        try:
            return finding.refund(_stripe(), intent_id, refund)
        except stripe.StripeError as error:
            raise fault_of(error) from error

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


def _is_old(created_at: str) -> bool:
    return clock.now_s() - clock.seconds(created_at) > KEYS_KEPT_S
