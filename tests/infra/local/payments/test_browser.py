"""The browser's side: a publishable key, a client secret, and no more than they open."""

import urllib.parse
import urllib.request
from typing import Any, cast

import pytest
import stripe

from infra.local.payments import Browser, Provider
from tests.infra.local.payments.shop import Connect


def test_a_browser_pays_with_the_client_secret(
    api: stripe.StripeClient, order: stripe.PaymentIntent, browser: Browser
) -> None:
    answer = browser.confirm(str(order.client_secret), "pm_card_visa")

    assert answer["status"] == "succeeded"
    assert api.v1.payment_intents.retrieve(order.id).status == "succeeded"


def test_a_browser_does_not_see_what_is_the_shops_own(order: stripe.PaymentIntent, browser: Browser) -> None:
    answer = browser.confirm(str(order.client_secret), "pm_card_visa")
    declined = browser.confirm(str(order.client_secret), "pm_card_visa")["error"]["payment_intent"]

    for seen in (answer, declined):
        assert seen["id"] == order.id
        assert not {"metadata", "latest_charge"} & set(seen)


def test_a_decline_reaches_the_browser_with_its_reason(order: stripe.PaymentIntent, browser: Browser) -> None:
    error = browser.confirm(str(order.client_secret), "pm_card_visa_chargeDeclined")["error"]

    assert (error["type"], error["decline_code"]) == ("card_error", "generic_decline")
    assert error["payment_intent"]["status"] == "requires_payment_method"
    assert "metadata" not in error["payment_intent"]


@pytest.mark.parametrize("shown", [{}, {"client_secret": "pi_other_secret_other"}], ids=["none", "wrong"])
def test_without_the_right_client_secret_a_browser_gets_nothing(
    provider: Provider, connect: Connect, order: stripe.PaymentIntent, shown: dict[str, str]
) -> None:
    stranger = connect(provider.url, "pk_test_shop")

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stranger.v1.payment_intents.retrieve(order.id, cast(Any, shown))
    assert refusal.value.param == "client_secret"


def test_a_browser_cannot_pay_with_another_intents_secret(
    api: stripe.StripeClient, order: stripe.PaymentIntent, browser: Browser
) -> None:
    forged = f"{order.id}_secret_forged"

    assert browser.confirm(forged, "pm_card_visa")["error"]["param"] == "client_secret"
    assert api.v1.payment_intents.retrieve(order.id).status == "requires_payment_method"


def test_a_browser_can_look_the_intent_up_again(
    provider: Provider, connect: Connect, order: stripe.PaymentIntent
) -> None:
    customer = connect(provider.url, "pk_test_shop")

    seen = customer.v1.payment_intents.retrieve(order.id, {"client_secret": str(order.client_secret)})

    assert (seen.id, seen.amount, seen.status) == (order.id, 1999, "requires_payment_method")


def test_scripts_on_the_shops_own_pages_may_call_the_api(
    provider: Provider, order: stripe.PaymentIntent
) -> None:
    url = f"{provider.url}/v1/payment_intents/{order.id}"
    query = urllib.parse.urlencode({"key": "pk_test_shop", "client_secret": str(order.client_secret)})

    with urllib.request.urlopen(f"{url}?{query}") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    with urllib.request.urlopen(urllib.request.Request(url, method="OPTIONS")) as preflight:
        assert preflight.status == 204
        assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
