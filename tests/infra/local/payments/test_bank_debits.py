"""Bank debits: the money is on its way, and arrives or does not."""

from typing import Any, Literal, cast

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Pay


def test_a_bank_debit_is_processing_until_the_bank_answers(
    pay: Pay, provider: Provider, api: stripe.StripeClient
) -> None:
    debit = pay("pm_usBankAccount_success")
    assert (debit.status, debit.amount_received) == ("processing", 0)

    provider.control.settle(debit.id)

    paid = api.v1.payment_intents.retrieve(debit.id, {"expand": ["latest_charge"]})
    assert (paid.status, paid.amount_received) == ("succeeded", 1999)
    assert isinstance(paid.latest_charge, stripe.Charge)
    assert (paid.latest_charge.id, paid.latest_charge.status) == (debit.latest_charge, "succeeded")


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("pm_usBankAccount_insufficientFunds", "insufficient_funds"),
        ("pm_usBankAccount_accountClosed", "account_closed"),
    ],
)
def test_a_bank_debit_that_fails_lets_the_customer_pay_in_another_way(
    pay: Pay, provider: Provider, api: stripe.StripeClient, method: str, code: str
) -> None:
    debit = pay(method)

    failed = provider.control.settle(debit.id)

    assert (failed["status"], failed["last_payment_error"]["code"]) == ("requires_payment_method", code)
    assert api.v1.payment_intents.confirm(debit.id, {"payment_method": "pm_card_visa"}).status == "succeeded"


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
def test_the_outcome_can_be_told(
    pay: Pay, provider: Provider, api: stripe.StripeClient, outcome: Literal["succeeded", "failed"]
) -> None:
    debit = pay("pm_usBankAccount_processing")

    provider.control.settle(debit.id, outcome)

    statuses = {"succeeded": "succeeded", "failed": "requires_payment_method"}
    assert api.v1.payment_intents.retrieve(debit.id).status == statuses[outcome]


def test_a_debit_on_its_way_cannot_be_canceled(pay: Pay, api: stripe.StripeClient) -> None:
    debit = pay("pm_usBankAccount_success")

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.payment_intents.cancel(debit.id)
    assert refusal.value.code == "payment_intent_unexpected_state"


def test_one_account_is_there_to_cancel_while_processing(
    pay: Pay, api: stripe.StripeClient, provider: Provider
) -> None:
    debit = pay("pm_usBankAccount_processing")

    canceled = api.v1.payment_intents.cancel(debit.id, {"expand": ["latest_charge"]})

    assert canceled.status == "canceled"
    assert isinstance(canceled.latest_charge, stripe.Charge)
    assert canceled.latest_charge.status == "failed"


def test_an_account_can_be_given_by_its_number(api: stripe.StripeClient, order: stripe.PaymentIntent) -> None:
    account = {"account_number": "000123456789", "routing_number": "110000000"}
    data = cast(Any, {"payment_method_data": {"type": "us_bank_account", "us_bank_account": account}})

    assert api.v1.payment_intents.confirm(order.id, data).status == "processing"


def test_a_payment_that_is_not_processing_cannot_be_settled(pay: Pay, provider: Provider) -> None:
    paid = pay("pm_card_visa")

    with pytest.raises(OSError, match="400"):
        provider.control.settle(paid.id)
    assert provider.state.ledger.intents[paid.id].status == "succeeded"
