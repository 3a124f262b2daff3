"""Disputes, opened and decided through the control API."""

from urllib.error import HTTPError

import pytest
import stripe

from infra.local.payments import Provider
from tests.infra.local.payments.shop import Pay


def types(api: stripe.StripeClient) -> list[str]:
    return [event.type for event in api.v1.events.list({"type": "charge.dispute.*"}).data]


def test_a_charge_is_disputed_answered_and_decided(
    pay: Pay, api: stripe.StripeClient, provider: Provider
) -> None:
    paid = pay("pm_card_visa")
    opened = provider.control.dispute(str(paid.latest_charge), "product_not_received")
    assert (opened["status"], opened["amount"], opened["payment_intent"]) == ("needs_response", 1999, paid.id)
    assert api.v1.charges.retrieve(str(paid.latest_charge)).disputed

    provider.control.answer_dispute(opened["id"])
    closed = provider.control.close_dispute(opened["id"], "lost")

    assert closed["status"] == "lost"
    assert types(api) == ["charge.dispute.closed", "charge.dispute.updated", "charge.dispute.created"]


def test_the_documented_card_is_disputed_as_soon_as_it_is_paid(pay: Pay, api: stripe.StripeClient) -> None:
    paid = pay("pm_card_createDispute")

    (event,) = api.v1.events.list({"type": "charge.dispute.created"}).data
    assert (event.data.object["charge"], event.data.object["reason"]) == (paid.latest_charge, "fraudulent")


def test_what_the_bank_has_taken_cannot_be_refunded(pay: Pay, api: stripe.StripeClient) -> None:
    paid = pay("pm_card_createDispute")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.v1.refunds.create({"payment_intent": paid.id})

    assert refused.value.code == "charge_disputed"


def test_a_charge_is_disputed_once_and_a_dispute_decided_once(pay: Pay, provider: Provider) -> None:
    charge = str(pay("pm_card_visa").latest_charge)
    dispute = provider.control.dispute(charge)
    with pytest.raises(HTTPError, match="400"):
        provider.control.dispute(charge)
    provider.control.close_dispute(dispute["id"], "won")

    with pytest.raises(HTTPError, match="400"):
        provider.control.close_dispute(dispute["id"], "lost")
