"""3-D Secure: the step between paying and having paid."""

import pytest
import stripe

from infra.local.payments import Browser
from tests.infra.local.payments.shop import Pay

ASKING = (
    "pm_card_threeDSecure2Required",
    "pm_card_authenticationRequired",
    "pm_card_authenticationRequiredOnSetup",
    "pm_card_authenticationRequiredSetupForOffSession",
)


def _secret(intent: stripe.PaymentIntent) -> str:
    assert intent.client_secret
    return intent.client_secret


@pytest.mark.parametrize("method", ASKING)
def test_a_card_that_asks_for_authentication_has_not_paid_yet(
    pay: Pay, api: stripe.StripeClient, method: str
) -> None:
    waiting = pay(method)

    assert (waiting.status, waiting.latest_charge) == ("requires_action", None)
    assert api.v1.events.list({"limit": 1}).data[0].type == "payment_intent.requires_action"


def test_the_next_action_is_a_redirect_where_the_shop_says_where_to_return(
    order: stripe.PaymentIntent, browser: Browser, api: stripe.StripeClient
) -> None:
    browser.confirm(_secret(order), "pm_card_threeDSecure2Required", "http://127.0.0.1/thanks")

    action = api.v1.payment_intents.retrieve(order.id).next_action
    assert action
    assert action.redirect_to_url
    assert (action.type, action.redirect_to_url.return_url) == ("redirect_to_url", "http://127.0.0.1/thanks")


def test_the_next_action_is_left_to_the_scripts_where_there_is_nowhere_to_return(
    order: stripe.PaymentIntent, browser: Browser
) -> None:
    waiting = browser.confirm(_secret(order), "pm_card_threeDSecure2Required")

    assert waiting["next_action"]["type"] == "use_stripe_sdk"


@pytest.mark.parametrize("return_url", ["", "http://127.0.0.1/thanks"])
def test_completing_authentication_pays(
    order: stripe.PaymentIntent, browser: Browser, api: stripe.StripeClient, return_url: str
) -> None:
    waiting = browser.confirm(_secret(order), "pm_card_threeDSecure2Required", return_url)

    assert browser.authenticate(waiting, "succeeded")["status"] == "succeeded"
    paid = api.v1.payment_intents.retrieve(order.id)
    assert (paid.status, paid.amount_received, paid.next_action) == ("succeeded", 1999, None)


def test_failing_authentication_charges_nothing_and_waits_for_another_method(
    order: stripe.PaymentIntent, browser: Browser, api: stripe.StripeClient
) -> None:
    waiting = browser.confirm(_secret(order), "pm_card_threeDSecure2Required")

    failed = browser.authenticate(waiting, "failed")

    assert failed["status"] == "requires_payment_method"
    assert failed["last_payment_error"]["code"] == "payment_intent_authentication_failure"
    assert api.v1.charges.list({"payment_intent": order.id}).data == []
    assert browser.confirm(_secret(order), "pm_card_visa")["status"] == "succeeded"


@pytest.mark.parametrize(
    ("method", "decline_code"),
    [
        ("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "insufficient_funds"),
        ("pm_card_threeDSecureRequiredChargeDeclined", "generic_decline"),
    ],
)
def test_a_card_can_be_declined_after_authentication(
    order: stripe.PaymentIntent, browser: Browser, method: str, decline_code: str
) -> None:
    failed = browser.authenticate(browser.confirm(_secret(order), method), "succeeded")

    assert failed["status"] == "requires_payment_method"
    assert failed["last_payment_error"]["decline_code"] == decline_code


def test_authentication_cannot_be_finished_twice(order: stripe.PaymentIntent, browser: Browser) -> None:
    waiting = browser.confirm(_secret(order), "pm_card_threeDSecure2Required")
    browser.authenticate(waiting, "succeeded")

    assert browser.authenticate(waiting, "failed")["error"]["code"] == "payment_intent_unexpected_state"


def test_a_customer_who_is_not_there_is_declined_instead(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        api.v1.payment_intents.confirm(
            order.id, {"payment_method": "pm_card_authenticationRequired", "off_session": True}
        )
    assert refusal.value.code == "authentication_required"

    method = "pm_card_authenticationRequiredSetupForOffSession"
    paid = api.v1.payment_intents.confirm(order.id, {"payment_method": method, "off_session": True})
    assert paid.status == "succeeded"


def test_a_shop_that_cannot_act_may_have_the_attempt_fail(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        api.v1.payment_intents.confirm(
            order.id, {"payment_method": "pm_card_threeDSecure2Required", "error_on_requires_action": True}
        )

    assert refusal.value.code == "authentication_required"


def test_a_shop_can_ask_for_authentication_of_any_card(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    waiting = api.v1.payment_intents.confirm(
        order.id,
        {
            "payment_method": "pm_card_visa",
            "payment_method_options": {"card": {"request_three_d_secure": "any"}},
        },
    )

    assert waiting.status == "requires_action"
