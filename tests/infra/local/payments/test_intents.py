"""Payment intents: their states, from the shop's side."""

from typing import Any, cast

import pytest
import stripe


def _happened(api: stripe.StripeClient) -> list[str]:
    return [event.type for event in reversed(api.v1.events.list().data)]


def test_a_new_intent_waits_for_a_payment_method(order: stripe.PaymentIntent) -> None:
    assert (order.status, order.amount, order.currency) == ("requires_payment_method", 1999, "eur")
    assert order.metadata.to_dict() == {"order": "o_1"}
    assert order.client_secret
    assert order.client_secret.startswith(f"{order.id}_secret_")


def test_an_intent_with_a_method_waits_for_confirmation(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    with_method = api.v1.payment_intents.update(order.id, {"payment_method": "pm_card_visa"})

    assert with_method.status == "requires_confirmation"
    assert api.v1.payment_intents.confirm(order.id).status == "succeeded"


def test_a_confirmed_intent_has_a_captured_charge(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    paid = api.v1.payment_intents.confirm(
        order.id, {"payment_method": "pm_card_visa", "expand": ["latest_charge"]}
    )

    assert (paid.status, paid.amount_received) == ("succeeded", 1999)
    assert isinstance(paid.latest_charge, stripe.Charge)
    assert (paid.latest_charge.captured, paid.latest_charge.amount_captured) == (True, 1999)
    assert paid.latest_charge.metadata.to_dict() == {"order": "o_1"}


def test_an_intent_can_be_confirmed_as_it_is_created(api: stripe.StripeClient) -> None:
    paid = api.v1.payment_intents.create(
        {
            "amount": 500,
            "currency": "usd",
            "payment_method": "pm_card_mastercard",
            "confirm": True,
            "return_url": "http://127.0.0.1/done",
        }
    )

    assert paid.status == "succeeded"
    assert _happened(api) == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_a_server_that_confirms_says_where_redirects_lead_back_to(api: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.create(
            {"amount": 500, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True}
        )

    assert refusal.value.param == "return_url"
    assert api.v1.payment_intents.list().data == []


def test_an_intent_cannot_be_confirmed_without_a_method(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.confirm(order.id)

    assert refusal.value.code == "payment_intent_unexpected_state"


def test_an_update_changes_the_amount_and_merges_metadata(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    changed = api.v1.payment_intents.update(
        order.id,
        {"amount": 2500, "description": "Two cups", "metadata": {"order": "", "cart": "c_1"}},
    )

    assert (changed.amount, changed.description) == (2500, "Two cups")
    assert changed.metadata.to_dict() == {"cart": "c_1"}


def test_the_amount_of_a_paid_intent_cannot_change_but_its_metadata_can(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"})

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.update(order.id, {"amount": 1})
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert api.v1.payment_intents.update(order.id, {"metadata": {"seen": "1"}}).metadata["seen"] == "1"


@pytest.mark.parametrize("method", [None, "pm_card_visa", "pm_card_threeDSecure2Required"])
def test_an_unpaid_intent_can_be_canceled_and_then_never_be_paid(
    api: stripe.StripeClient, order: stripe.PaymentIntent, method: str | None
) -> None:
    if method == "pm_card_visa":
        api.v1.payment_intents.update(order.id, {"payment_method": method})
    elif method:
        api.v1.payment_intents.confirm(order.id, {"payment_method": method})

    canceled = api.v1.payment_intents.cancel(order.id, {"cancellation_reason": "abandoned"})

    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")
    assert canceled.canceled_at
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"})
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert _happened(api)[-1] == "payment_intent.canceled"


@pytest.mark.parametrize("first", ["confirm", "cancel"])
def test_the_second_of_success_and_cancellation_is_refused_with_the_intent_as_it_is(
    api: stripe.StripeClient, order: stripe.PaymentIntent, first: str
) -> None:
    if first == "confirm":
        api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"})
    else:
        api.v1.payment_intents.cancel(order.id)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.cancel(order.id)

    assert (refusal.value.http_status, refusal.value.code) == (400, "payment_intent_unexpected_state")
    body = cast(dict[str, Any], refusal.value.json_body)
    status = "succeeded" if first == "confirm" else "canceled"
    assert body["error"]["payment_intent"]["status"] == status
    assert api.v1.payment_intents.retrieve(order.id).status == status


def test_a_manual_capture_takes_part_and_releases_the_rest(api: stripe.StripeClient) -> None:
    reserved = api.v1.payment_intents.create(
        {
            "amount": 1000,
            "currency": "eur",
            "capture_method": "manual",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "allowed_payment_method_types": ["card"],
        }
    )
    assert (reserved.status, reserved.amount_capturable) == ("requires_capture", 1000)

    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.capture(reserved.id, {"amount_to_capture": 1001})
    captured = api.v1.payment_intents.capture(
        reserved.id, {"amount_to_capture": 700, "expand": ["latest_charge"]}
    )

    assert (captured.status, captured.amount_received, captured.amount_capturable) == ("succeeded", 700, 0)
    assert isinstance(captured.latest_charge, stripe.Charge)
    assert (captured.latest_charge.amount_captured, captured.latest_charge.amount_refunded) == (700, 0)
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.capture(reserved.id)


def test_canceling_a_reserved_amount_captures_and_refunds_nothing(api: stripe.StripeClient) -> None:
    reserved = api.v1.payment_intents.create(
        {
            "amount": 1000,
            "currency": "eur",
            "capture_method": "manual",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "allowed_payment_method_types": ["card"],
        }
    )

    canceled = api.v1.payment_intents.cancel(reserved.id, {"expand": ["latest_charge"]})

    assert (canceled.status, canceled.amount_capturable) == ("canceled", 0)
    assert isinstance(canceled.latest_charge, stripe.Charge)
    assert (canceled.latest_charge.captured, canceled.latest_charge.refunded) == (False, False)
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.refunds.create({"payment_intent": canceled.id})


def test_an_intent_accepts_only_the_types_it_allows(api: stripe.StripeClient) -> None:
    cards_only = api.v1.payment_intents.create(
        {"amount": 500, "currency": "usd", "allowed_payment_method_types": ["card", "klarna"]}
    )

    assert cards_only.payment_method_types == ["card"]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.confirm(cards_only.id, {"payment_method": "pm_usBankAccount_success"})
    assert refusal.value.code == "payment_intent_incompatible_payment_method"
