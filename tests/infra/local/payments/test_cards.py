"""Test cards: each acts as Stripe documents it."""

from typing import Any, cast

import pytest
import stripe

from infra.local.payments import Provider, cards
from tests.infra.local.payments.shop import Pay

DECLINED = {
    "pm_card_visa_chargeDeclined": ("card_declined", "generic_decline"),
    "pm_card_chargeDeclined": ("card_declined", "generic_decline"),
    "pm_card_chargeDeclinedInsufficientFunds": ("card_declined", "insufficient_funds"),
    "pm_card_chargeDeclinedLostCard": ("card_declined", "lost_card"),
    "pm_card_chargeDeclinedStolenCard": ("card_declined", "stolen_card"),
    "pm_card_chargeDeclinedExpiredCard": ("expired_card", None),
    "pm_card_chargeDeclinedIncorrectCvc": ("incorrect_cvc", None),
    "pm_card_chargeDeclinedProcessingError": ("processing_error", None),
}
BY_NUMBER = {
    "4242424242424242": None,
    "5555555555554444": None,
    "4000 0000 0000 0002": "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4242424242424241": "incorrect_number",
    "4111111111111111": "test_mode_live_card",
}


def _error(refusal: pytest.ExceptionInfo[stripe.CardError]) -> dict[str, Any]:
    body = cast(dict[str, Any], refusal.value.json_body)
    error: dict[str, Any] = body["error"]
    return error


@pytest.mark.parametrize(
    "method", ["pm_card_visa", "pm_card_visa_debit", "pm_card_mastercard", "pm_card_amex"]
)
def test_a_good_card_pays(pay: Pay, method: str) -> None:
    assert pay(method).status == "succeeded"


@pytest.mark.parametrize("method", DECLINED)
def test_a_declined_card_is_a_402_that_says_why(pay: Pay, method: str) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        pay(method)

    error = _error(refusal)
    assert refusal.value.http_status == 402
    assert error["type"] == "card_error"
    assert (error["code"], error.get("decline_code")) == DECLINED[method]
    assert error["payment_intent"]["status"] == "requires_payment_method"


def test_a_declined_card_leaves_the_intent_waiting_for_another(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    with pytest.raises(stripe.CardError):
        api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa_chargeDeclined"})

    declined = api.v1.payment_intents.retrieve(order.id, {"expand": ["latest_charge"]})
    assert (declined.status, declined.payment_method) == ("requires_payment_method", None)
    assert declined.last_payment_error
    assert declined.last_payment_error.decline_code == "generic_decline"
    assert isinstance(declined.latest_charge, stripe.Charge)
    assert (declined.latest_charge.status, declined.latest_charge.paid) == ("failed", False)

    paid = api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"})
    assert (paid.status, paid.last_payment_error) == ("succeeded", None)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_a_card_can_be_given_by_its_number(
    api: stripe.StripeClient, order: stripe.PaymentIntent, number: str
) -> None:
    card = {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    data = cast(Any, {"payment_method_data": {"type": "card", "card": card}})
    expected = BY_NUMBER[number]

    if expected is None:
        assert api.v1.payment_intents.confirm(order.id, data).status == "succeeded"
        return
    with pytest.raises(stripe.CardError) as refusal:
        api.v1.payment_intents.confirm(order.id, data)
    assert expected in (refusal.value.code, _error(refusal).get("decline_code"))


def test_a_created_method_pays_and_shows_only_the_last_digits(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    card = cast(Any, {"number": "4242424242424242", "exp_month": 5, "exp_year": 2040, "cvc": "123"})
    method = api.v1.payment_methods.create({"type": "card", "card": card})

    paid = api.v1.payment_intents.confirm(order.id, {"payment_method": method.id})

    assert paid.payment_method == method.id
    assert method.card
    assert (method.card.last4, method.card.exp_month) == ("4242", 5)
    assert "4242424242424242" not in str(api.v1.payment_methods.retrieve(method.id))


def test_no_answer_and_no_event_holds_a_card_number(
    pay: Pay, api: stripe.StripeClient, provider: Provider
) -> None:
    pay("pm_card_visa")

    assert "4242424242424242" not in str(api.v1.events.list().data)
    assert "4242424242424242" not in str(list(provider.state.ledger.charges))


def test_an_unknown_method_is_refused(pay: Pay) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        pay("pm_unknown")

    assert (refusal.value.code, refusal.value.param) == ("resource_missing", "payment_method")
    assert refusal.value.http_status == 400


def test_every_test_card_has_a_valid_check_digit_and_its_own_name_and_number() -> None:
    numbers = [each.number for each in cards.INSTRUMENTS if each.type == "card"]

    assert all(cards.is_plausible(number) for number in numbers)
    assert len(cards.BY_NUMBER) == len(cards.INSTRUMENTS)
    assert len(cards.BY_NAME) == sum(len(each.names) for each in cards.INSTRUMENTS)
