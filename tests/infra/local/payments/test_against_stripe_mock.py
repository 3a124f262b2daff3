"""The stand-in beside Stripe's own mock: the same calls are accepted, and answered in the same shapes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import msgspec
import pytest
import stripe

from infra.local.payments import Provider
from infra.local.payments.operations import OPERATIONS, Operation
from tests.infra.local.payments import stripe_mock
from tests.infra.local.payments.shop import Connect, Pay
from tests.infra.local.payments.stripe_schema import problems

ORDER: Any = {
    "amount": 1999,
    "currency": "eur",
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    "capture_method": "automatic",
    "description": "Two cups",
    "metadata": {"order": "o_1"},
    "receipt_email": "ada@example.com",
    "shipping": {"name": "Ada", "address": {"line1": "1 High Street", "country": "GB"}},
    "statement_descriptor_suffix": "HAAT",
    "transfer_group": "o_1",
}


@dataclass(frozen=True)
class Known:
    """Ids that the stand-in knows; the mock takes any."""

    unpaid: str
    unwanted: str
    reserved: str
    paid: str
    charge: str
    refund: str
    event: str
    method: str


Call = Callable[[stripe.StripeClient, Known], Any]
CALLS: dict[str, Call] = {
    "payment_intents.create": lambda api, _: api.v1.payment_intents.create(
        ORDER, {"idempotency_key": "order:1"}
    ),
    "payment_intents.retrieve": lambda api, known: api.v1.payment_intents.retrieve(
        known.paid, {"expand": ["latest_charge", "payment_method"]}
    ),
    "payment_intents.update": lambda api, known: api.v1.payment_intents.update(
        known.paid, {"description": "Three cups", "metadata": {"order": "o_2"}}
    ),
    "payment_intents.confirm": lambda api, known: api.v1.payment_intents.confirm(
        known.unpaid, {"payment_method": "pm_card_visa", "return_url": "http://127.0.0.1/thanks"}
    ),
    "payment_intents.cancel": lambda api, known: api.v1.payment_intents.cancel(
        known.unwanted, {"cancellation_reason": "abandoned"}
    ),
    "payment_intents.capture": lambda api, known: api.v1.payment_intents.capture(
        known.reserved, {"amount_to_capture": 500}
    ),
    "payment_intents.list": lambda api, known: api.v1.payment_intents.list(
        {
            "created": {"gte": 1},
            "limit": 3,
            "starting_after": known.reserved,
            "expand": ["data.latest_charge"],
        }
    ),
    "payment_methods.create": lambda api, _: api.v1.payment_methods.create(
        {"type": "card", "card": {"number": "4242424242424242", "exp_month": 8, "exp_year": 2040, "cvc": "1"}}
    ),
    "payment_methods.retrieve": lambda api, known: api.v1.payment_methods.retrieve(known.method),
    "charges.retrieve": lambda api, known: api.v1.charges.retrieve(known.charge),
    "charges.list": lambda api, known: api.v1.charges.list({"payment_intent": known.paid}),
    "refunds.create": lambda api, known: api.v1.refunds.create(
        {"payment_intent": known.paid, "amount": 5, "reason": "requested_by_customer", "metadata": {"r": "1"}}
    ),
    "refunds.retrieve": lambda api, known: api.v1.refunds.retrieve(known.refund),
    "refunds.list": lambda api, known: api.v1.refunds.list({"payment_intent": known.paid, "limit": 2}),
    "events.list": lambda api, _: api.v1.events.list(
        {"types": ["charge.succeeded"], "created": {"lt": 1 << 32}}
    ),
    "events.retrieve": lambda api, known: api.v1.events.retrieve(known.event),
}


@pytest.fixture(scope="module")
def mock_url() -> Iterator[str]:
    with stripe_mock.running() as url:
        yield url


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    return stripe_mock.specification()


@pytest.fixture
def known(api: stripe.StripeClient, pay: Pay) -> Known:
    paid = pay("pm_card_visa")
    reserved: Any = {"capture_method": "manual", "payment_method": "pm_card_visa", "confirm": True}
    return Known(
        unpaid=api.v1.payment_intents.create(ORDER).id,
        unwanted=api.v1.payment_intents.create(ORDER).id,
        reserved=api.v1.payment_intents.create(cast(Any, ORDER | reserved)).id,
        paid=paid.id,
        charge=str(paid.latest_charge),
        refund=api.v1.refunds.create({"payment_intent": paid.id, "amount": 1}).id,
        event=api.v1.events.list().data[0].id,
        method=str(paid.payment_method),
    )


def _answer(made: Any) -> dict[str, Any]:
    """What came over the wire; of a list, its first item."""
    body: dict[str, Any] = json.loads(made.last_response.body)
    return cast(dict[str, Any], body["data"][0]) if body["object"] == "list" else body


def test_every_operation_is_compared() -> None:
    assert set(CALLS) == {operation.name for operation in OPERATIONS}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_accepted_by_both_and_answered_with_the_same_fields_and_types(
    name: str, api: stripe.StripeClient, connect: Connect, mock_url: str, known: Known
) -> None:
    ours = _answer(CALLS[name](api, known))
    theirs = _answer(CALLS[name](connect(mock_url), known))

    assert set(ours) - set(theirs) == set()
    different = {
        field: (ours[field], theirs[field])
        for field in ours
        if None not in (ours[field], theirs[field]) and type(ours[field]) is not type(theirs[field])
    }
    assert different == {}


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_fits_the_published_schema(
    name: str, api: stripe.StripeClient, known: Known, specification: dict[str, Any]
) -> None:
    answer = _answer(CALLS[name](api, known))

    assert problems(answer, answer["object"], specification) == []


METHODS = [
    "pm_card_threeDSecure2Required",
    "pm_card_visa_chargeDeclined",
    "pm_usBankAccount_success",
    "pm_card_createDispute",
]


@pytest.mark.parametrize("method", METHODS)
def test_whatever_became_of_an_intent_it_and_its_events_fit_the_published_schema(
    provider: Provider, pay: Pay, specification: dict[str, Any], method: str
) -> None:
    try:
        pay(method)
    except stripe.CardError as declined:
        error = cast(dict[str, Any], declined.json_body)["error"]
        assert problems(error, "api_errors", specification) == []

    ledger = provider.state.ledger
    for resource in (*ledger.intents, *ledger.charges, *ledger.methods, *ledger.events):
        answer = json.loads(msgspec.json.encode(resource))
        assert problems(answer, answer["object"], specification) == []
        if answer["object"] == "event":
            subject = answer["data"]["object"]
            assert problems(subject, subject["object"], specification) == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_parameter_is_accepted_that_the_published_api_does_not_have(
    operation: Operation[Any], specification: dict[str, Any]
) -> None:
    accepted = {field.name for field in msgspec.structs.fields(operation.ask)}

    assert accepted <= _parameters(specification, operation)


def _parameters(specification: dict[str, Any], operation: Operation[Any]) -> set[str]:
    shape = [step if "{" not in step else "{}" for step in operation.path.split("/")]
    for path, methods in specification["paths"].items():
        if [step if "{" not in step else "{}" for step in path.split("/")] == shape:
            published = methods[operation.method.lower()]
            form = published["requestBody"]["content"].get("application/x-www-form-urlencoded", {})
            return {each["name"] for each in published.get("parameters", [])} | set(
                form.get("schema", {}).get("properties", {})
            )
    raise AssertionError(f"{operation.path} is not in the published API")
