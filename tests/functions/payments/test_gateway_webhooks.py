"""What the gateway takes for the provider's word (G6), and what it makes of it."""

import json
from typing import Any

import pytest

from haat import clock
from infra.local.payments import Browser, Provider
from infra.local.payments.posting import signature
from infra.local.payments.work import encode
from payments.domain import IntentStatus, ProviderEvent, WebhookRejected
from payments.gateway import StripeGateway
from payments.gateway.webhooks import TOLERANCE_S
from tests.support.payments import payment
from tests.support.provider import SECRET, event_of

NOW_S = 1_795_339_800
EVENT: dict[str, Any] = {
    "id": "evt_1", "object": "event", "type": "customer.created", "livemode": False,
    "data": {"object": {"id": "cus_1", "object": "customer"}},
}  # fmt: skip
RAW = json.dumps(EVENT).encode()


def verify(raw: bytes, header: str) -> ProviderEvent | WebhookRejected:
    with clock.set_to(lambda: NOW_S):
        return StripeGateway().verify_webhook(raw, header)


def signed(raw: bytes = RAW, *, secret: str = SECRET, at_s: int = NOW_S) -> str:
    return signature(raw, secret, at_s)


def test_what_the_provider_signed_is_its_word(provider: Provider) -> None:
    assert verify(RAW, signed()) == ProviderEvent("evt_1", "customer.created", None, "")


@pytest.mark.parametrize(
    "header",
    [
        "", "nonsense", f"t={NOW_S}", "v1=00", f"t={NOW_S},v1=00", "t=now,v1=00", "t=,v1=",
        signed(secret="whsec_other"),
        signed(RAW + b" "),
        signed().replace("v1=", "v0="),
        signed(at_s=NOW_S - 1).replace(f"t={NOW_S - 1}", f"t={NOW_S}"),
    ],
)  # fmt: skip
def test_what_is_not_signed_with_our_secret_is_rejected(provider: Provider, header: str) -> None:
    assert verify(RAW, header) == WebhookRejected("The signature is not valid.")


@pytest.mark.parametrize("off_s", [0, 1, -1, TOLERANCE_S, -TOLERANCE_S])
def test_a_signature_of_these_minutes_is_taken(provider: Provider, off_s: int) -> None:
    assert isinstance(verify(RAW, signed(at_s=NOW_S + off_s)), ProviderEvent)


@pytest.mark.parametrize("off_s", [TOLERANCE_S + 1, -TOLERANCE_S - 1, 86_400, -86_400, -NOW_S])
def test_a_signature_of_another_time_past_or_future_is_rejected(provider: Provider, off_s: int) -> None:
    assert verify(RAW, signed(at_s=NOW_S + off_s)) == WebhookRejected(
        "The signature is more than 300 s from now."
    )


def test_an_old_signature_cannot_be_made_young_by_a_second_date(provider: Provider) -> None:
    old = signed(at_s=NOW_S - 86_400)

    assert isinstance(verify(RAW, f"{old},t={NOW_S}"), WebhookRejected)
    assert isinstance(verify(RAW, f"t={NOW_S},{old}"), WebhookRejected)
    assert isinstance(verify(RAW, old.replace(",", f"={NOW_S},", 1)), WebhookRejected)


def test_one_right_signature_among_several_is_enough_while_a_secret_is_rolled(provider: Provider) -> None:
    other = signed(secret="whsec_before").partition(",")[2]

    assert isinstance(verify(RAW, f"{signed()},{other}"), ProviderEvent)


@pytest.mark.parametrize(
    ("live", "event", "taken"),
    [
        ("false", {"livemode": False}, True),
        ("false", {"livemode": True}, False),
        ("false", {"livemode": None}, False),
        ("false", {"livemode": 0}, False),
        ("true", {"livemode": True}, True),
        ("true", {"livemode": False}, False),
    ],
)
def test_test_money_and_real_money_do_not_mix(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, live: str, event: dict[str, object], *, taken: bool
) -> None:
    monkeypatch.setenv("PAYMENTS_LIVE_MODE", live)
    raw = json.dumps(EVENT | event).encode()

    assert isinstance(verify(raw, signed(raw)), ProviderEvent) == taken


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"paid", b"[]", b"null", b"1", b'"evt_1"', b"\xff\xfe", b'{"livemode": false',
        json.dumps(EVENT).encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_event_is_rejected_even_when_it_is_signed(provider: Provider, raw: bytes) -> None:
    assert isinstance(verify(raw, signed(raw)), WebhookRejected)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "invented.tomorrow"},
        {"type": "refund.created", "data": {"object": {"id": "re_1", "object": "refund"}}},
        {"type": "charge.failed", "data": {"object": {"id": "ch_1", "object": "charge", "metadata": {}}}},
        {"type": "v2.core.account.updated", "data": {}},
        {"type": "v2.core.account.closed", "data": None},
    ],
)
def test_an_event_about_something_else_is_understood_as_about_no_intent(
    provider: Provider, event: dict[str, object]
) -> None:
    raw = json.dumps(EVENT | event).encode()

    assert verify(raw, signed(raw)) == ProviderEvent("evt_1", str(event["type"]), None, "")


@pytest.mark.parametrize(
    ("method", "kind", "status", "reason"),
    [
        ("pm_card_visa", "succeeded", IntentStatus.SUCCEEDED, ""),
        (
            "pm_card_chargeDeclinedInsufficientFunds",
            "payment_failed",
            IntentStatus.OPEN,
            "insufficient_funds",
        ),
        ("pm_card_chargeDeclinedExpiredCard", "payment_failed", IntentStatus.OPEN, "expired_card"),
        ("pm_usBankAccount_success", "processing", IntentStatus.PROCESSING, ""),
    ],
)
def test_an_event_about_an_intent_brings_it_with_what_went_wrong(
    provider: Provider, method: str, kind: str, status: IntentStatus, reason: str
) -> None:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, method, "https://shop.test")
    event = event_of(provider, f"payment_intent.{kind}")
    raw = encode(event)

    told = verify(raw, signed(raw))

    assert isinstance(told, ProviderEvent)
    assert told.intent
    assert (told.id, told.kind, told.decline_reason) == (event.id, event.type, reason)
    assert (told.intent.id, told.intent.payment_id, told.intent.status) == (intent.id, payment().id, status)
