"""What the provider refuses, in Stripe's words and shapes."""

from typing import Any, cast

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Connect

GOOD = {"amount": 1999, "currency": "eur"}
REFUSED: dict[str, tuple[dict[str, Any], str | None, str]] = {
    "no amount": ({"currency": "eur"}, "parameter_missing", "amount"),
    "no currency": ({"amount": 1999}, "parameter_missing", "currency"),
    "an amount that is no integer": ({**GOOD, "amount": "19.99"}, "parameter_invalid_integer", "amount"),
    "nothing to pay": ({**GOOD, "amount": 0}, "parameter_invalid_integer", "amount"),
    "less than nothing": ({**GOOD, "amount": -5}, "parameter_invalid_integer", "amount"),
    "too little for euros": ({**GOOD, "amount": 49}, "amount_too_small", "amount"),
    "too little for pounds": ({"amount": 29, "currency": "gbp"}, "amount_too_small", "amount"),
    "too much": ({**GOOD, "amount": 100_000_000}, "amount_too_large", "amount"),
    "an unknown currency": ({**GOOD, "currency": "zzz"}, None, "currency"),
    "an unknown parameter": ({**GOOD, "colour": "red"}, "parameter_unknown", "colour"),
    "an unknown parameter within": (
        {**GOOD, "automatic_payment_methods": {"enabled": True, "colour": "red"}},
        "parameter_unknown",
        "automatic_payment_methods[colour]",
    ),
    "a parameter of former versions": (
        {**GOOD, "payment_method_types": ["card"]},
        "payment_method_types_no_longer_supported",
        "payment_method_types",
    ),
    "a value that is none of those": ({**GOOD, "capture_method": "later"}, None, "capture_method"),
    "no boolean": ({**GOOD, "confirm": "perhaps"}, None, "confirm"),
    "an address that is none": ({**GOOD, "receipt_email": "ada"}, "email_invalid", "receipt_email"),
    "a key too long for metadata": ({**GOOD, "metadata": {"k" * 41: "v"}}, None, "metadata"),
    "two ways to choose the types": (
        {**GOOD, "automatic_payment_methods": {"enabled": True}, "allowed_payment_method_types": ["card"]},
        "parameters_exclusive",
        "allowed_payment_method_types",
    ),
    "two ways to pay": (
        {**GOOD, "payment_method": "pm_card_visa", "payment_method_data": {"type": "card"}},
        "parameters_exclusive",
        "payment_method_data",
    ),
    "confirmation's parameters without it": ({**GOOD, "return_url": "http://127.0.0.1"}, None, "return_url"),
    "an expansion that leads nowhere": ({**GOOD, "expand": ["latest_charge.colour"]}, None, "expand"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_parameter_is_named_and_nothing_is_made(api: stripe.StripeClient, case: str) -> None:
    parameters, code, param = REFUSED[case]

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.create(cast(Any, parameters))

    assert refusal.value.http_status == 400
    assert (refusal.value.code, refusal.value.param) == (code, param)
    assert api.v1.payment_intents.list().data == []


@pytest.mark.parametrize(("amount", "currency"), [(50, "eur"), (30, "GBP"), (50, "jpy"), (1, "bdt")])
def test_the_least_amount_of_a_currency_is_enough(
    api: stripe.StripeClient, amount: int, currency: str
) -> None:
    made = api.v1.payment_intents.create({"amount": amount, "currency": currency})

    assert (made.amount, made.currency) == (amount, currency.lower())


def test_an_unknown_id_is_a_404_that_names_it(api: stripe.StripeClient) -> None:
    for retrieve in (
        api.v1.payment_intents.retrieve,
        api.v1.charges.retrieve,
        api.v1.refunds.retrieve,
        api.v1.events.retrieve,
        api.v1.payment_methods.retrieve,
        api.v1.payment_intents.cancel,
    ):
        with pytest.raises(stripe.InvalidRequestError, match="'x_unknown'") as refusal:
            retrieve("x_unknown")
        assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


@pytest.mark.parametrize("key", ["sk_live_shop", "sk_wrong", "shop"])
def test_a_key_that_is_no_test_key_is_a_401(provider: Provider, connect: Connect, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError) as refusal:
        connect(provider.url, key).v1.payment_intents.list()

    assert refusal.value.http_status == 401


def test_a_publishable_key_cannot_do_what_only_a_server_may(provider: Provider, connect: Connect) -> None:
    with pytest.raises(stripe.PermissionError) as refusal:
        connect(provider.url, "pk_test_shop").v1.payment_intents.list()

    assert refusal.value.code is None or refusal.value.code == "secret_key_required"
    assert cast(dict[str, Any], refusal.value.json_body)["error"]["code"] == "secret_key_required"


def test_an_unknown_address_is_a_404(api: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL") as refusal:
        api.v1.customers.create()

    assert refusal.value.http_status == 404


def test_every_answer_carries_a_request_id_of_its_own(api: stripe.StripeClient) -> None:
    made = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.retrieve("pi_unknown")

    assert made.last_response
    ids = {made.last_response.request_id, refusal.value.request_id}
    assert len(ids) == 2
    assert all(request_id and request_id.startswith("req_") for request_id in ids)


def test_a_refused_update_changes_nothing(api: stripe.StripeClient, order: stripe.PaymentIntent) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.update(order.id, {"amount": 2500, "payment_method": "pm_unknown"})
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.update(order.id, {"amount": 2500, "currency": "zzz"})

    unchanged = api.v1.payment_intents.retrieve(order.id)
    assert (unchanged.amount, unchanged.currency) == (1999, "eur")
