"""The control API: what only a test or an operator may do."""

import urllib.error
import urllib.request
from typing import Any

import pytest
import stripe

from infra.local.payments import Provider
from infra.local.payments.client import StillBusy
from tests.infra.local.payments.shop import Shop


def _ask(provider: Provider, method: str, path: str, body: bytes | None = None) -> int:
    request = urllib.request.Request(f"{provider.url}/_control/{path}", body, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


def test_every_request_is_on_record(
    api: stripe.StripeClient, provider: Provider, order: stripe.PaymentIntent
) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.cancel("pi_none", options={"idempotency_key": "order:1:cancel:0"})

    created, canceled = provider.control.requests()

    assert (created["operation"], created["status"]) == ("payment_intents.create", 200)
    assert canceled == {
        "method": "POST",
        "path": "/v1/payment_intents/pi_none/cancel",
        "operation": "payment_intents.cancel",
        "idempotency_key": "order:1:cancel:0",
        "status": 404,
        "replayed": False,
        "request_id": canceled["request_id"],
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "nothing", None, 404),
        ("POST", "deliveries", b"{}", 404),
        ("POST", "payment_intents/pi_none/settle", b"{}", 404),
        ("POST", "webhooks/resend", b'{"event": "evt_none"}', 404),
        ("POST", "faults", b'{"kind": "earthquake"}', 400),
        ("POST", "faults", b'{"kind": "status_500", "often": 1}', 400),
        ("PATCH", "webhooks", b'{"colour": "red"}', 400),
        ("PATCH", "webhooks", b'{"copies": 0}', 400),
        ("PATCH", "settings", b"nothing", 400),
        ("POST", "refunds/re_none/settle", b'{"outcome": "late"}', 404),
    ],
)
def test_what_is_not_understood_is_refused(
    provider: Provider, method: str, path: str, body: bytes | None, status: int
) -> None:
    assert _ask(provider, method, path, body) == status


def test_a_change_of_one_setting_leaves_the_others(provider: Provider) -> None:
    provider.control.change_webhooks({"delay_s": 1.5})

    after = provider.control.change_webhooks({"copies": 2})

    assert (after["delay_s"], after["copies"], after["secret"]) == (1.5, 2, "whsec_local")


def test_reset_forgets_everything_but_the_webhook(provider_with_webhook: Provider, shop: Shop) -> None:
    control = provider_with_webhook.control
    control.fail_next("status_500", times=5)
    control.limit_rate(1)
    control.set_clock(3600)
    control.change_webhooks({"drop": ["*"], "url": "http://127.0.0.1:1"})

    control.reset()

    state = provider_with_webhook.state
    assert (state.webhooks.settings.url, state.webhooks.settings.drop) == (shop.url, [])
    assert (state.faults.faults, state.rate_limit.per_s, state.clock.offset_s) == ([], None, 0.0)


def test_reset_forgets_payments_and_keys(api: stripe.StripeClient, provider: Provider) -> None:
    key: Any = {"idempotency_key": "order:1"}
    before = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"}, key)

    provider.control.reset()

    assert api.v1.events.list().data == []
    after = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"}, key)
    assert after.id != before.id
    assert [intent.id for intent in api.v1.payment_intents.list().data] == [after.id]
    assert provider.control.requests()[0]["operation"] == "events.list"


def test_waiting_for_webhooks_ends_at_the_deadline(provider_with_webhook: Provider, shop: Shop) -> None:
    provider_with_webhook.control.change_webhooks({"backoff_s": 60})
    shop.statuses = [500]
    work = provider_with_webhook.state
    assert work.webhooks.is_idle

    request = urllib.request.Request(
        f"{provider_with_webhook.url}/v1/payment_intents",
        b"amount=1999&currency=eur",
        {"Authorization": "Bearer sk_test_shop"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200

    with pytest.raises(StillBusy):
        provider_with_webhook.control.wait_until_idle(deadline_s=0.1)
