"""A provider, the real SDK in front of it, and a shop's webhook behind it: all on loopback."""

from collections.abc import Iterator

import pytest
import stripe

from infra.local.payments import Browser, Provider, running_provider
from tests.infra.local.payments.shop import PATIENCE_S, SECRET, Connect, Pay, Shop, running_shop


@pytest.fixture(autouse=True)
def _no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK would write an id of its own into the home directory."""
    monkeypatch.setattr(stripe, "enable_telemetry", False)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running_shop() as shop:
        yield shop


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that keeps its events to itself."""
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider_with_webhook(shop: Shop) -> Iterator[Provider]:
    with running_provider(webhook_url=shop.url, webhook_secret=SECRET) as provider:
        provider.control.change_webhooks({"backoff_s": 0.01})
        yield provider


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Unmodified SDK clients, which do not retry by themselves."""
    transports: list[stripe.RequestsClient] = []

    def to(url: str, key: str = "sk_test_shop") -> stripe.StripeClient:
        transports.append(stripe.RequestsClient(timeout=PATIENCE_S))
        return stripe.StripeClient(
            key, base_addresses={"api": url}, http_client=transports[-1], max_network_retries=0
        )

    yield to
    for transport in transports:
        transport.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def api(provider: Provider, connect: Connect) -> stripe.StripeClient:
    return connect(provider.url)


@pytest.fixture
def browser(provider: Provider) -> Browser:
    return Browser(provider.url)


@pytest.fixture
def order(api: stripe.StripeClient) -> stripe.PaymentIntent:
    """An intent as the shop makes it: 19.99 EUR, any method, confirmed by nobody yet."""
    return api.v1.payment_intents.create(
        {
            "amount": 1999,
            "currency": "eur",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {"order": "o_1"},
        }
    )


@pytest.fixture
def pay(api: stripe.StripeClient) -> Pay:
    """Make an intent of 19.99 EUR and confirm it with a ready-made method."""
    return lambda method: api.v1.payment_intents.create(
        {
            "amount": 1999,
            "currency": "eur",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "payment_method": method,
            "confirm": True,
        }
    )
