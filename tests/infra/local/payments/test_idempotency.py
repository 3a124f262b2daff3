"""Idempotency keys: one request, one effect, one answer, byte for byte."""

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Connect

ORDER: dict[str, str] = {"amount": "1999", "currency": "eur"}
CREATE = "/v1/payment_intents"


def _post(
    provider: Provider, key: str, form: dict[str, str] = ORDER, path: str = CREATE
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers, as they came."""
    connection = http.client.HTTPConnection(urlsplit(provider.url).netloc)
    headers = {"Authorization": "Bearer sk_test_shop", "Idempotency-Key": key}
    connection.request("POST", path, urlencode(form), headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body, dict(response.getheaders())


def test_the_same_key_gets_the_same_answer_byte_for_byte(provider: Provider) -> None:
    status, body, headers = _post(provider, "order:1")
    provider.control.set_clock(60)

    again_status, again_body, again_headers = _post(provider, "order:1")

    assert (again_status, again_body) == (status, body)
    assert "Idempotent-Replayed" not in headers
    assert again_headers["Idempotent-Replayed"] == "true"
    assert again_headers["Original-Request"] == headers["Request-Id"] != again_headers["Request-Id"]
    assert len(provider.state.ledger.intents) == 1


def test_the_answer_stays_the_same_when_the_intent_has_changed(
    provider: Provider, api: stripe.StripeClient
) -> None:
    first = _post(provider, "order:1")
    intent = api.v1.payment_intents.list().data[0]
    api.v1.payment_intents.cancel(intent.id)

    assert _post(provider, "order:1")[1] == first[1]


def test_the_same_key_with_other_parameters_is_an_error(api: stripe.StripeClient) -> None:
    api.v1.payment_intents.create({"amount": 1999, "currency": "eur"}, {"idempotency_key": "order:1"})

    with pytest.raises(stripe.IdempotencyError) as refusal:
        api.v1.payment_intents.create({"amount": 2000, "currency": "eur"}, {"idempotency_key": "order:1"})

    assert refusal.value.http_status == 400
    assert cast(dict[str, Any], refusal.value.json_body)["error"]["type"] == "idempotency_error"
    assert len(api.v1.payment_intents.list().data) == 1


def test_the_same_key_for_another_operation_is_an_error(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    api.v1.payment_intents.update(order.id, options={"idempotency_key": "order:1"})

    with pytest.raises(stripe.IdempotencyError):
        api.v1.payment_intents.cancel(order.id, options={"idempotency_key": "order:1"})


def test_the_order_of_parameters_makes_no_difference(provider: Provider) -> None:
    first = _post(provider, "order:1")

    assert _post(provider, "order:1", dict(reversed(ORDER.items())))[1] == first[1]


def test_a_decline_is_replayed_and_not_tried_again(
    api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            api.v1.payment_intents.confirm(
                order.id,
                {"payment_method": "pm_card_visa_chargeDeclined"},
                {"idempotency_key": "order:1:confirm"},
            )

    assert len(api.v1.charges.list().data) == 1


def test_a_request_refused_before_it_ran_leaves_its_key_free(provider: Provider) -> None:
    assert _post(provider, "order:1", {**ORDER, "amount": "x"})[0] == 400
    assert _post(provider, "order:1")[0] == 200


def test_an_error_met_while_running_is_stored(provider: Provider, api: stripe.StripeClient) -> None:
    made = api.v1.payment_intents.create({"amount": 1999, "currency": "eur"})
    capture = f"{CREATE}/{made.id}/capture"

    status, body, _ = _post(provider, "order:1:capture", {}, capture)
    again_status, again_body, headers = _post(provider, "order:1:capture", {}, capture)

    assert (again_status, again_body) == (status, body) == (400, body)
    assert headers["Idempotent-Replayed"] == "true"


def test_a_key_is_forgotten_after_a_day(provider: Provider) -> None:
    first = _post(provider, "order:1")
    provider.control.set_clock(24 * 3600 - 60)
    assert _post(provider, "order:1")[1] == first[1]

    provider.control.set_clock(24 * 3600 + 60)

    assert _post(provider, "order:1")[1] != first[1]
    assert len(provider.state.ledger.intents) == 2


def test_a_key_in_use_is_a_409_until_its_request_is_answered(provider: Provider) -> None:
    provider.control.fail_next("slow", "payment_intents.create", delay_s=0.5)

    with ThreadPoolExecutor() as pool:
        slow = pool.submit(_post, provider, "order:1")
        while not provider.state.answers.is_in_use("order:1"):
            assert not slow.done()
        status, body, headers = _post(provider, "order:1")
        first = slow.result()

    assert (status, headers["Stripe-Should-Retry"]) == (409, "true")
    assert b"idempotency_key_in_use" in body
    assert b"idempotency_error" in body
    assert _post(provider, "order:1")[:2] == first[:2]


def test_the_same_key_eight_times_at_once_makes_one_intent(provider: Provider, connect: Connect) -> None:
    clients = [connect(provider.url) for _ in range(8)]
    start = threading.Barrier(len(clients))

    def create(client: stripe.StripeClient) -> str:
        start.wait()
        made = client.v1.payment_intents.create(
            {"amount": 1999, "currency": "eur"},
            {"idempotency_key": "order:1", "max_network_retries": 5},
        )
        return made.id

    with ThreadPoolExecutor(len(clients)) as pool:
        ids = set(pool.map(create, clients))

    assert len(ids) == 1
    assert len(provider.state.ledger.intents) == 1
    assert [event.type for event in provider.state.ledger.events] == ["payment_intent.created"]


def test_a_key_has_at_most_255_characters(provider: Provider) -> None:
    assert _post(provider, "k" * 255)[0] == 200
    assert _post(provider, "k" * 256)[0] == 400
