"""Refunds: in full, in parts, and never more than was captured."""

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Pay


def _charge(api: stripe.StripeClient, intent: stripe.PaymentIntent) -> stripe.Charge:
    assert isinstance(intent.latest_charge, str)
    return api.v1.charges.retrieve(intent.latest_charge)


def test_a_refund_without_an_amount_gives_everything_back(pay: Pay, api: stripe.StripeClient) -> None:
    paid = pay("pm_card_visa")

    refund = api.v1.refunds.create({"payment_intent": paid.id, "reason": "requested_by_customer"})

    assert (refund.amount, refund.status, refund.reason) == (1999, "succeeded", "requested_by_customer")
    charge = _charge(api, paid)
    assert (charge.amount_refunded, charge.refunded) == (1999, True)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.refunds.create({"payment_intent": paid.id})
    assert refusal.value.code == "charge_already_refunded"


def test_partial_refunds_add_up_to_what_was_captured_and_no_further(
    pay: Pay, api: stripe.StripeClient
) -> None:
    paid = pay("pm_card_visa")
    charge = _charge(api, paid)
    api.v1.refunds.create({"payment_intent": paid.id, "amount": 500})
    api.v1.refunds.create({"charge": charge.id, "amount": 1000, "metadata": {"return": "r_1"}})

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.v1.refunds.create({"payment_intent": paid.id, "amount": 500})
    assert (refusal.value.http_status, refusal.value.code) == (400, "amount_too_large")
    assert (_charge(api, paid).amount_refunded, _charge(api, paid).refunded) == (1500, False)
    assert api.v1.refunds.create({"payment_intent": paid.id}).amount == 499


def test_a_partly_captured_payment_refunds_only_what_was_captured(api: stripe.StripeClient) -> None:
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
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.refunds.create({"payment_intent": reserved.id})
    with pytest.raises(stripe.InvalidRequestError, match="has not been captured"):
        api.v1.refunds.create({"charge": str(reserved.latest_charge)})
    api.v1.payment_intents.capture(reserved.id, {"amount_to_capture": 600})

    assert api.v1.refunds.create({"payment_intent": reserved.id}).amount == 600


def test_an_unpaid_intent_has_nothing_to_refund(
    order: stripe.PaymentIntent, api: stripe.StripeClient
) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        api.v1.refunds.create({"payment_intent": order.id})


def test_a_refund_names_a_payment_that_exists(api: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as unknown:
        api.v1.refunds.create({"payment_intent": "pi_unknown"})
    with pytest.raises(stripe.InvalidRequestError) as nothing:
        api.v1.refunds.create({"amount": 5})

    assert (unknown.value.code, unknown.value.param) == ("resource_missing", "payment_intent")
    assert nothing.value.code == "parameter_missing"


def test_refunds_are_found_again(pay: Pay, api: stripe.StripeClient) -> None:
    first, other = pay("pm_card_visa"), pay("pm_card_visa")
    refunds = [api.v1.refunds.create({"payment_intent": first.id, "amount": n}).id for n in (1, 2)]
    api.v1.refunds.create({"payment_intent": other.id})

    found = api.v1.refunds.list({"payment_intent": first.id})

    assert [refund.id for refund in found.data] == refunds[::-1]
    assert api.v1.refunds.retrieve(refunds[0]).amount == 1


def test_a_refund_leaves_its_events(pay: Pay, api: stripe.StripeClient) -> None:
    paid = pay("pm_card_visa")
    api.v1.refunds.create({"payment_intent": paid.id, "amount": 500})

    charge_event, refund_event = api.v1.events.list({"limit": 2}).data

    assert (refund_event.type, charge_event.type) == ("refund.created", "charge.refunded")
    assert charge_event.data.object["amount_refunded"] == 500


def test_a_pending_refund_succeeds_when_the_bank_says_so(
    pay: Pay, api: stripe.StripeClient, provider: Provider
) -> None:
    paid = pay("pm_card_pendingRefund")
    refund = api.v1.refunds.create({"payment_intent": paid.id})
    assert refund.status == "pending"

    provider.control.settle_refund(refund.id, "succeeded")

    assert api.v1.refunds.retrieve(refund.id).status == "succeeded"


def test_a_refund_that_fails_late_can_be_made_again(
    pay: Pay, api: stripe.StripeClient, provider: Provider
) -> None:
    paid = pay("pm_card_refundFail")
    refund = api.v1.refunds.create({"payment_intent": paid.id})

    provider.control.settle_refund(refund.id, "failed")

    assert api.v1.refunds.retrieve(refund.id).status == "failed"
    assert (_charge(api, paid).amount_refunded, _charge(api, paid).refunded) == (0, False)
    assert [event.type for event in api.v1.events.list({"type": "refund.*"}).data] == [
        "refund.updated",
        "refund.failed",
        "refund.created",
    ]
    assert api.v1.refunds.create({"payment_intent": paid.id}).status == "succeeded"
