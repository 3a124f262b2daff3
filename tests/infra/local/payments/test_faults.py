"""Faults on demand: what the fault campaign asks of the provider."""

from typing import Any, cast

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Connect, Pay

KEY: Any = {"idempotency_key": "order:1"}


def _create(api: stripe.StripeClient, options: Any = None) -> stripe.PaymentIntent:
    return api.v1.payment_intents.create({"amount": 1999, "currency": "eur"}, options)


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [("status_409", stripe.APIError, 409), ("status_429", stripe.RateLimitError, 429)],
)
def test_a_request_turned_away_did_nothing_and_can_be_repeated(
    api: stripe.StripeClient, provider: Provider, kind: Any, error: type[stripe.StripeError], status: int
) -> None:
    provider.control.fail_next(kind, "payment_intents.create")

    with pytest.raises(error) as refusal:
        _create(api, KEY)
    assert refusal.value.http_status == status
    assert api.v1.payment_intents.list().data == []

    assert _create(api, KEY).id == api.v1.payment_intents.list().data[0].id


@pytest.mark.parametrize(("kind", "made"), [("status_500", 0), ("status_500_after_success", 1)])
def test_a_500_is_replayed_whether_it_was_executed_or_not(
    api: stripe.StripeClient, provider: Provider, kind: Any, made: int
) -> None:
    provider.control.fail_next(kind, "payment_intents.create")

    with pytest.raises(stripe.APIError) as first:
        _create(api, KEY)
    with pytest.raises(stripe.APIError) as again:
        _create(api, KEY)

    assert (first.value.http_status, first.value.http_body) == (500, again.value.http_body)
    headers = cast(dict[str, str], again.value.headers)
    assert headers["Idempotent-Replayed"] == "true"
    assert headers["Stripe-Should-Retry"] == "false"
    assert len(api.v1.payment_intents.list().data) == made
    assert _create(api, {"idempotency_key": "order:1:again"}).amount == 1999


@pytest.mark.parametrize(("kind", "made"), [("timeout_before", 0), ("timeout_after_success", 1)])
def test_a_timeout_closes_the_connection_whether_it_was_executed_or_not(
    api: stripe.StripeClient, provider: Provider, kind: Any, made: int
) -> None:
    provider.control.fail_next(kind, "payment_intents.create")

    with pytest.raises(stripe.APIConnectionError):
        _create(api, KEY)
    assert len(api.v1.payment_intents.list().data) == made

    _create(api, KEY)
    assert len(api.v1.payment_intents.list().data) == 1


def test_the_sdks_own_retry_gets_over_a_lost_answer_without_a_second_intent(
    provider: Provider, api: stripe.StripeClient
) -> None:
    provider.control.fail_next("timeout_after_success", "payment_intents.create")

    _create(api, {"max_network_retries": 2})

    first, second = provider.control.requests()
    assert first["idempotency_key"] == second["idempotency_key"]
    assert (first["status"], second["status"], second["replayed"]) == (None, 200, True)
    assert len(provider.state.ledger.intents) == 1


def test_a_confirmation_that_timed_out_has_charged_once(
    api: stripe.StripeClient, provider: Provider, order: stripe.PaymentIntent
) -> None:
    provider.control.fail_next("timeout_after_success", "payment_intents.confirm")

    with pytest.raises(stripe.APIConnectionError):
        api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"}, KEY)
    again = api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"}, KEY)

    assert again.status == "succeeded"
    assert len(api.v1.charges.list().data) == 1


def test_a_refund_that_timed_out_is_refunded_once(
    api: stripe.StripeClient, provider: Provider, pay: Pay
) -> None:
    paid = pay("pm_card_visa")
    provider.control.fail_next("timeout_after_success", "refunds.create")

    with pytest.raises(stripe.APIConnectionError):
        api.v1.refunds.create({"payment_intent": paid.id, "amount": 500}, KEY)
    api.v1.refunds.create({"payment_intent": paid.id, "amount": 500}, KEY)

    assert [refund.amount for refund in api.v1.refunds.list().data] == [500]


def test_a_fault_meets_as_many_requests_as_asked_and_only_its_operation(
    api: stripe.StripeClient, provider: Provider
) -> None:
    provider.control.fail_next("status_429", "payment_intents.c*", times=2)

    assert api.v1.payment_intents.list().data == []
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            _create(api)
    assert _create(api).amount == 1999


def test_faults_follow_one_another(api: stripe.StripeClient, provider: Provider) -> None:
    provider.control.fail_next("status_429")
    provider.control.fail_next("status_500")

    with pytest.raises(stripe.RateLimitError):
        _create(api)
    with pytest.raises(stripe.APIError):
        _create(api)
    assert _create(api).amount == 1999


def test_faults_can_be_called_off(api: stripe.StripeClient, provider: Provider) -> None:
    provider.control.fail_next("status_500", times=100)
    provider.control.clear_faults()

    assert _create(api).amount == 1999


def _list_without_end(api: stripe.StripeClient) -> None:
    while True:
        api.v1.payment_intents.list()


def test_requests_beyond_the_rate_are_turned_away(provider: Provider, connect: Connect) -> None:
    api = connect(provider.url)
    provider.control.limit_rate(0)
    with pytest.raises(stripe.RateLimitError) as refusal:
        api.v1.payment_intents.list()
    assert cast(dict[str, str], refusal.value.headers)["Stripe-Rate-Limited-Reason"] == "global-rate"

    provider.control.limit_rate(1)
    with pytest.raises(stripe.RateLimitError):
        _list_without_end(api)
    provider.control.set_clock(60)
    assert api.v1.payment_intents.list().data == []

    provider.control.limit_rate(None)
    assert api.v1.payment_intents.list().data == []
