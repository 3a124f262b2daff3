"""Events: the provider's own record, which a reconciler reads."""

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Pay


def test_a_payment_leaves_its_events_in_order(api: stripe.StripeClient, pay: Pay) -> None:
    pay("pm_card_visa")

    types = [event.type for event in api.v1.events.list().data]

    assert types == ["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]


def test_an_event_shows_its_subject_as_it_was_then(api: stripe.StripeClient, pay: Pay) -> None:
    paid = pay("pm_card_visa")
    api.v1.payment_intents.update(paid.id, {"description": "changed since"})

    created = api.v1.events.list({"type": "payment_intent.created"}).data[0]

    assert created.data.object["id"] == paid.id
    assert created.data.object["status"] == "requires_confirmation"
    assert created.data.object["description"] is None


def test_an_event_says_which_request_made_it(api: stripe.StripeClient, provider: Provider) -> None:
    made = api.v1.payment_intents.create(
        {"amount": 1999, "currency": "eur"}, {"idempotency_key": "order:1:create:0"}
    )

    event = api.v1.events.list().data[0]

    assert made.last_response
    assert event.request
    assert event.request.id == made.last_response.request_id
    assert event.request.idempotency_key == "order:1:create:0"
    assert (event.livemode, event.object) == (False, "event")


def test_events_are_those_of_the_sdks_own_api_version(api: stripe.StripeClient, pay: Pay) -> None:
    pay("pm_card_visa")

    assert api.v1.events.list().data[0].api_version == stripe.api_version


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["charge.*"], ["charge.succeeded"]),
        (["payment_intent.succeeded"], ["payment_intent.succeeded"]),
        (["charge.succeeded", "payment_intent.created"], ["charge.succeeded", "payment_intent.created"]),
        (["customer.*"], []),
    ],
    ids=str,
)
def test_events_are_found_by_type(
    api: stripe.StripeClient, pay: Pay, types: list[str], expected: list[str]
) -> None:
    pay("pm_card_visa")

    assert {event.type for event in api.v1.events.list({"types": types}).data} == set(expected)
    if len(types) == 1:
        assert {event.type for event in api.v1.events.list({"type": types[0]}).data} == set(expected)


def test_an_event_is_found_by_its_id(api: stripe.StripeClient, order: stripe.PaymentIntent) -> None:
    event = api.v1.events.list().data[0]

    assert api.v1.events.retrieve(event.id).data.object["id"] == order.id


def test_a_refused_request_leaves_no_event(api: stripe.StripeClient, order: stripe.PaymentIntent) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.confirm(order.id)

    assert [event.type for event in api.v1.events.list().data] == ["payment_intent.created"]
