"""Webhooks: signed, at least once, and as unpleasant as asked for."""

import hashlib
import hmac
import json

import pytest
import stripe

from infra.local.payments import Provider, running_provider
from tests.infra.local.payments.shop import SECRET, Connect, Shop

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


@pytest.fixture
def provider(provider_with_webhook: Provider) -> Provider:
    """Here every provider has a webhook."""
    return provider_with_webhook


def _pay(api: stripe.StripeClient) -> stripe.PaymentIntent:
    return api.v1.payment_intents.create(
        {
            "amount": 1999,
            "currency": "eur",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "payment_method": "pm_card_visa",
            "confirm": True,
        }
    )


def _is_quiet(provider: Provider, shop: Shop, count: int) -> bool:
    provider.control.wait_until_idle()
    return len(shop.received) == count


def test_every_event_is_delivered_with_a_signature_that_the_sdk_accepts(
    api: stripe.StripeClient, shop: Shop
) -> None:
    paid = _pay(api)

    events = {event.type: event for event in shop.events(3)}

    assert sorted(events) == sorted(PAID)
    assert events["payment_intent.succeeded"].data.object["id"] == paid.id


def test_the_signature_is_an_hmac_over_time_and_body(api: stripe.StripeClient, shop: Shop) -> None:
    _pay(api)
    shop.events(1)

    body, signature = shop.received[0]
    time, v1 = (part.partition("=")[2] for part in signature.split(","))

    assert v1 == hmac.new(SECRET.encode(), f"{time}.".encode() + body, hashlib.sha256).hexdigest()


def test_a_signature_by_another_secret_is_refused_by_the_sdk(api: stripe.StripeClient, shop: Shop) -> None:
    _pay(api)
    shop.events(1)

    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(*shop.received[0], "whsec_other")


def test_a_webhook_says_the_same_as_the_list_of_events(api: stripe.StripeClient, shop: Shop) -> None:
    _pay(api)

    for event in shop.events(3):
        listed = api.v1.events.retrieve(event.id)
        assert listed.data.object.to_dict() == event.data.object.to_dict()
        assert (listed.type, listed.created) == (event.type, event.created)


def test_a_failed_delivery_is_tried_again_with_the_same_body(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    shop.statuses = [500, 503]
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    assert _is_quiet(provider, shop, 3)
    assert len({body for body, _ in shop.received}) == 1
    (delivery,) = provider.control.deliveries()
    assert (delivery["status"], delivery["attempts"], delivery["last_status"]) == ("delivered", 3, 200)
    assert api.v1.events.list().data[0].pending_webhooks == 0


def test_a_delivery_is_given_up_in_the_end(api: stripe.StripeClient, provider: Provider, shop: Shop) -> None:
    provider.control.change_webhooks({"max_attempts": 2})
    shop.statuses = [500, 500, 500]
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    assert _is_quiet(provider, shop, 2)
    (delivery,) = provider.control.deliveries()
    assert (delivery["status"], delivery["attempts"], delivery["last_status"]) == ("failed", 2, 500)
    assert api.v1.events.list().data[0].pending_webhooks == 1


def test_a_webhook_that_cannot_be_reached_fails_with_the_reason(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"url": "http://127.0.0.1:1/webhook", "max_attempts": 1})
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    assert _is_quiet(provider, shop, 0)
    (delivery,) = provider.control.deliveries()
    assert (delivery["status"], delivery["last_status"]) == ("failed", None)
    assert "Connect" in delivery["last_error"]


def test_duplicates_are_the_same_event_again(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"copies": 3})
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    assert _is_quiet(provider, shop, 3)
    assert len({event.id for event in shop.events(3)}) == 1


def test_held_events_wait_until_they_are_released(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.hold()
    _pay(api)
    assert _is_quiet(provider, shop, 0)
    assert {delivery["status"] for delivery in provider.control.deliveries()} == {"held"}

    succeeded = api.v1.events.list({"type": "payment_intent.succeeded"}).data[0]
    assert provider.control.release([succeeded.id]) == 1
    assert shop.types(1) == ["payment_intent.succeeded"]

    assert provider.control.release() == 2
    assert sorted(shop.types(3)) == sorted(PAID)
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    assert _is_quiet(provider, shop, 3)


def test_the_end_of_a_hold_releases_everything(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.hold()
    _pay(api)

    provider.control.change_webhooks({"hold": False})

    assert sorted(shop.types(3)) == sorted(PAID)


def test_reordered_events_come_newest_first(api: stripe.StripeClient, provider: Provider, shop: Shop) -> None:
    provider.control.change_webhooks({"order": "newest_first", "hold": True})
    _pay(api)

    provider.control.release()

    assert shop.types(3) == PAID[::-1]


def test_delayed_events_wait_together_and_can_be_reordered(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"order": "newest_first", "delay_s": 0.3})
    _pay(api)
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    assert shop.received == []

    assert shop.types(4) == ["payment_intent.created", *PAID[::-1]]


def test_a_retry_keeps_its_pause_when_newer_events_are_turned_round(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"order": "newest_first", "backoff_s": 60})
    shop.statuses = [500]
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    shop.events(1)
    second = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    assert shop.events(2)[1].data.object["id"] == second.id
    assert [delivery["attempts"] for delivery in provider.control.deliveries()] == [1, 1]


def test_dropped_events_are_never_delivered_but_listed(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"drop": ["payment_intent.succeeded", "charge.*"]})
    _pay(api)

    assert _is_quiet(provider, shop, 1)
    assert shop.types(1) == ["payment_intent.created"]
    statuses = {delivery["type"]: delivery["status"] for delivery in provider.control.deliveries()}
    assert statuses == dict(zip(PAID, ["delivered", "dropped", "dropped"], strict=True))
    assert len(api.v1.events.list().data) == 3


def test_an_event_can_be_sent_a_hundred_times_at_once(
    api: stripe.StripeClient, provider: Provider, shop: Shop
) -> None:
    provider.control.change_webhooks({"drop": ["*"]})
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    event = api.v1.events.list().data[0]

    provider.control.resend(event.id, copies=100)

    assert _is_quiet(provider, shop, 100)
    assert {json.loads(body)["id"] for body, _ in shop.received} == {event.id}


@pytest.mark.parametrize(("offset_s", "accepted"), [(-3600, False), (-60, True), (3600, True)])
def test_a_clock_that_is_wrong_dates_the_signature(
    api: stripe.StripeClient, provider: Provider, shop: Shop, offset_s: int, accepted: bool
) -> None:
    provider.control.set_clock(offset_s)
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

    if accepted:
        assert shop.types(1) == ["payment_intent.created"]
    else:
        with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
            shop.types(1)


def test_a_webhook_can_be_named_later(shop: Shop, connect: Connect) -> None:
    with running_provider(webhook_secret=SECRET) as provider:
        api = connect(provider.url)
        api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
        provider.control.change_webhooks({"url": shop.url})
        second = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})

        assert [event.data.object["id"] for event in shop.events(1)] == [second.id]
