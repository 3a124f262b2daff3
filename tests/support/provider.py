"""The stand-in provider on loopback, the real gateway with the real SDK in front of it, and its webhooks."""

import json
from collections.abc import Iterator

import boto3
import pytest
import stripe

from haat import clock
from infra.local.payments import Provider, running_provider
from infra.local.payments.posting import signature
from infra.local.payments.resources.events import Event
from infra.local.payments.work import encode
from payments import gateway
from payments.api import receive_webhook
from payments.gateway.transport import PooledClient
from tests.support.requests import Response, send

SECRET = "whsec_tests"
SECRET_NAME = "haat-test-payments"


@pytest.fixture
def provider(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider that keeps its events until they are delivered by `deliver`, and a gateway that knows it."""
    secret = json.dumps({"api_key": "sk_test_haat", "webhook_secret": SECRET})
    boto3.client("secretsmanager").create_secret(Name=SECRET_NAME, SecretString=secret)
    transports: list[PooledClient] = []

    def transport() -> PooledClient:
        transports.append(PooledClient())
        return transports[-1]

    with running_provider(webhook_secret=SECRET) as running:
        monkeypatch.setenv("PAYMENTS_SECRET_NAME", SECRET_NAME)
        monkeypatch.setenv("PAYMENTS_API_BASE", running.url)
        monkeypatch.setattr(gateway, "PooledClient", transport)
        monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0)  # between the SDK's retries
        monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0)
        gateway.forget()
        yield running
    for used in transports:
        used.close()
    gateway.forget()


def operations(provider: Provider, operation: str) -> list[tuple[int | None, str | None]]:
    """Status and idempotency key of every request of an operation such as `payment_intents.create`."""
    received = [request for request in provider.state.requests if request.operation == operation]
    return [(request.status, request.idempotency_key) for request in received]


def post(raw: bytes, header: str | None = None) -> Response:
    """One request to the webhook, signed now unless `header` says otherwise; "" for no header."""
    signed = signature(raw, SECRET, clock.now_s()) if header is None else header
    headers = {"stripe-signature": signed} if signed else {}
    return send(receive_webhook.handler, raw=raw.decode(), headers=headers)


def event_of(provider: Provider, kind: str) -> Event:
    """The provider's last event of a kind."""
    return [event for event in provider.state.ledger.events if event.type == kind][-1]


def deliver(event: Event) -> Response:
    """Deliver one event of the provider, signed now."""
    return post(encode(event))
