"""The provider's lists, read to their end by the real SDK."""

import pytest

from infra.local.payments import Browser, Provider
from payments.domain import ProviderUnavailable
from payments.gateway import StripeGateway, listing
from payments.ledger import provider_ledger
from tests.support.payments import payment, refund, young
from tests.support.provider import operations


def paid(provider: Provider, number: int) -> str:
    """A paid intent of an order of its own."""
    intent = StripeGateway().create_intent(young(order_id=f"ord_{number}"))
    Browser(provider.url).confirm(intent.client_secret, "pm_card_visa", "https://shop.test")
    return intent.id


def test_an_intent_is_listed_with_what_it_was_made_for(provider: Provider) -> None:
    intent_id = paid(provider, 1)
    (listed,) = provider_ledger().intents
    assert (listed.id, listed.status, listed.order_id) == (intent_id, "succeeded", "ord_1")
    assert (listed.amount_minor, listed.received_minor, listed.currency) == (1999, 1999, "EUR")
    assert (listed.payment_id, listed.customer_id) == (payment().id, payment().customer_id)


def test_a_refund_is_listed_with_its_intent(provider: Provider) -> None:
    intent_id = paid(provider, 1)
    made = StripeGateway().refund(intent_id, refund())
    (listed,) = provider_ledger().refunds
    assert (listed.id, listed.intent_id, listed.amount_minor) == (made.id, intent_id, 1999)
    assert listed.status == "succeeded"


def test_lists_are_read_page_by_page_to_their_end(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    made = [paid(provider, number) for number in range(5)]
    assert [one.id for one in provider_ledger().intents] == made[::-1]
    assert len(operations(provider, "payment_intents.list")) == 3


def test_what_is_older_is_left_out(provider: Provider) -> None:
    paid(provider, 1)
    (listed,) = provider_ledger().intents
    assert list(provider_ledger(since_s=listed.created_s + 1).intents) == []
    assert len(list(provider_ledger(since_s=listed.created_s).intents)) == 1


def test_a_provider_that_fails_is_a_fault_that_passes(provider: Provider) -> None:
    provider.state.rate_limit.per_s = 0
    with pytest.raises(ProviderUnavailable):
        list(provider_ledger().intents)
