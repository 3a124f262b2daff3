"""From the events, as their schemas show them, to mail."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from haat import address_proof, clock, mailed_token
from haat.events.reaction import ReactionHandler
from haat.mailed_token import Purpose
from notifications.reactions import (
    mail_email_proof,
    mail_order_cancelled,
    mail_order_confirmed,
    mail_password_changed,
    mail_password_reset,
    mail_payment_failed,
)
from tests.support.wire import Wire, answered, refused

EVENTS = Path(__file__).parents[3] / "events"
NOON_S = clock.seconds("2026-11-22T09:40:00Z")
AT = "2026-11-22T09:31:00Z"
Handler = ReactionHandler[..., Any]


@pytest.fixture
def ses(table: None, wire: Wire) -> Wire:
    """A mail service that takes everything, in a shop without orders."""
    wire.always("SendEmail", answered({"MessageId": "ses-1"}))
    return wire


def example(file: str, **changed: object) -> dict[str, Any]:
    """The data of an event: the example of its schema."""
    data: dict[str, Any] = json.loads((EVENTS / file).read_text())["examples"][0]
    return data | changed


def deliver(
    handler: Handler,
    name: str,
    data: object,
    event_id: str = "ORDER#1/2",
    *,
    sequence: int = 2,
    now_s: int = NOON_S,
) -> list[str]:
    """Hand an event to a reaction, as its queue does: the messages that have to come again."""
    detail = {
        "id": event_id,
        "name": name,
        "version": 1,
        "sequence": sequence,
        "occurred_at": AT,
        "data": data,
    }
    record = {"messageId": "m1", "body": json.dumps({"detail-type": name, "detail": detail})}
    with clock.set_to(lambda: float(now_s)):
        answer = handler({"Records": [record]}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def texts(ses: Wire) -> list[str]:
    return [body["Content"]["Simple"]["Body"]["Text"]["Data"] for body in ses.bodies("SendEmail")]


@pytest.mark.parametrize(
    ("handler", "file", "name", "telling"),
    [
        (mail_order_confirmed.handler, "orders/order_confirmed.v1.json", "OrderConfirmed", "Thank you"),
        (
            mail_order_cancelled.handler,
            "orders/order_cancelled.v1.json",
            "OrderCancelled",
            "not arrive in time",
        ),
        (mail_payment_failed.handler, "payments/payment_failed.v1.json", "PaymentFailed", "09:45 UTC"),
    ],
    ids=["confirmed", "cancelled", "declined"],
)
def test_an_event_becomes_one_mail_to_its_customer(
    ses: Wire, handler: Handler, file: str, name: str, telling: str
) -> None:
    for _ in range(2):
        assert deliver(handler, name, example(file)) == []
    (body,) = ses.bodies("SendEmail")
    assert body["Destination"] == {"ToAddresses": ["ada@example.com"]}
    assert telling in texts(ses)[0]
    assert "65.40 EUR" in texts(ses)[0]
    assert "https://haat.example/orders/ord_01kawzq3n5rv0v7k8t9m2c4x6y" in texts(ses)[0]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("identity/customer_registered.v1.json", "CustomerRegistered"),
        ("identity/email_proof_asked.v1.json", "EmailProofAsked"),
    ],
)
def test_an_address_that_is_to_be_proved_gets_its_token_once(ses: Wire, file: str, name: str) -> None:
    data = example(file)
    for _ in range(2):
        assert deliver(mail_email_proof.handler, name, data) == []
    (body,) = ses.bodies("SendEmail")
    assert body["Destination"] == {"ToAddresses": ["Ada@Example.com"]}
    (token,) = re.findall(r"/verify-email#token=(\S+)", texts(ses)[0])
    late_s = clock.seconds("2026-11-23T09:30:59Z")  # a day after the event
    assert address_proof.proves(token, data["customer_id"], "ada@example.com", at_s=late_s)
    assert not address_proof.proves(token, data["customer_id"], "ada@example.com", at_s=late_s + 1)


def test_a_proof_that_is_asked_for_again_is_another_mail(ses: Wire) -> None:
    data = example("identity/email_proof_asked.v1.json")
    deliver(mail_email_proof.handler, "CustomerRegistered", data, sequence=1)
    deliver(mail_email_proof.handler, "EmailProofAsked", data, sequence=2)
    assert len(texts(ses)) == 2


def test_a_token_that_would_have_expired_is_not_sent(ses: Wire) -> None:
    data = example("identity/customer_registered.v1.json")
    now_s = NOON_S + address_proof.LIFE_S
    assert deliver(mail_email_proof.handler, "CustomerRegistered", data, now_s=now_s) == []
    assert texts(ses) == []


def test_whoever_forgot_a_password_gets_the_token_once(ses: Wire) -> None:
    data = example("identity/password_reset_begun.v1.json")
    for _ in range(2):
        assert deliver(mail_password_reset.handler, "PasswordResetBegun", data) == []
    (body,) = ses.bodies("SendEmail")
    assert body["Destination"] == {"ToAddresses": ["Ada@Example.com"]}
    (token,) = re.findall(r"/reset-password#token=(\S+)", texts(ses)[0])
    assert token == mailed_token.token_of(Purpose.PASSWORD_RESET, data["reset_id"])


def test_a_reset_that_has_expired_is_not_mailed(ses: Wire) -> None:
    data = example("identity/password_reset_begun.v1.json")
    late_s = clock.seconds(data["expires_at"])
    assert deliver(mail_password_reset.handler, "PasswordResetBegun", data, now_s=late_s) == []
    assert texts(ses) == []


def test_each_change_of_a_password_is_told_with_the_way_to_undo_it(ses: Wire) -> None:
    data = example("identity/password_changed.v1.json")
    for sequence in (2, 3, 3):
        assert deliver(mail_password_changed.handler, "PasswordChanged", data, sequence=sequence) == []
    assert len(texts(ses)) == 2
    assert "https://haat.example/forgot-password" in texts(ses)[0]


def test_only_the_first_decline_of_an_order_is_told(ses: Wire) -> None:
    for attempt in (1, 2, 3):
        data = example("payments/payment_failed.v1.json", attempt=attempt)
        assert deliver(mail_payment_failed.handler, "PaymentFailed", data, f"PAYMENT#1/{attempt}") == []
    assert len(texts(ses)) == 1


@pytest.mark.parametrize("changed", [{"attempt": 5}, {"hold_until": "2026-11-22T09:40:00Z"}])
def test_a_decline_that_leaves_no_choice_is_not_told(ses: Wire, changed: dict[str, object]) -> None:
    data = example("payments/payment_failed.v1.json", **changed)
    assert deliver(mail_payment_failed.handler, "PaymentFailed", data) == []
    assert texts(ses) == []


def test_a_mail_that_was_throttled_comes_again_and_is_sent(ses: Wire) -> None:
    ses.next("SendEmail", refused("TooManyRequestsException", 429))
    data = example("orders/order_confirmed.v1.json")
    assert deliver(mail_order_confirmed.handler, "OrderConfirmed", data) == ["m1"]
    assert deliver(mail_order_confirmed.handler, "OrderConfirmed", data) == []
    assert len(texts(ses)) == 2  # asked twice, refused once


@pytest.mark.parametrize("body", ['{"detail": {}}', "{}", "not json", '{"detail": {"id": 1}}'])
def test_a_message_that_is_no_event_fails_alone(ses: Wire, body: str) -> None:
    batch = {"Records": [{"messageId": "m1", "body": body}]}
    answer = mail_order_confirmed.handler(batch, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert texts(ses) == []
