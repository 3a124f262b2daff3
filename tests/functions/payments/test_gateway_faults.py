"""What the gateway makes of a provider that is busy, broken or silent."""

import time
from collections.abc import Callable
from functools import partial

import pytest
import stripe

from haat.transience import is_transient
from infra.local.payments import Browser, Provider
from infra.local.payments.faults import FaultKind
from payments.domain import NothingDone, ProviderRefund, ProviderUnavailable
from payments.gateway import NETWORK_RETRIES, StripeGateway, transport
from tests.support.payments import payment, refund, young
from tests.support.provider import operations

FAULTS: list[FaultKind] = [
    "status_409", "status_429", "status_500", "status_500_after_success", "timeout_before",
    "timeout_after_success",
]  # fmt: skip
OPERATIONS = {
    "create_intent": "payment_intents.create",
    "read_intent": "payment_intents.retrieve",
    "cancel_intent": "payment_intents.cancel",
}

FAILING = [(name, kind) for name in OPERATIONS for kind in FAULTS]
FAILING.remove(("create_intent", "status_500_after_success"))  # what was made is found: see below


def paid_intent(provider: Provider) -> str:
    intent = StripeGateway().create_intent(payment())
    Browser(provider.url).confirm(intent.client_secret, "pm_card_visa", "https://shop.test")
    return intent.id


def call_of(name: str, intent_id: str) -> Callable[[], object]:
    gateway = StripeGateway()
    match name:
        case "create_intent":
            return partial(gateway.create_intent, young(order_id="ord_2", id="pay_2"))
        case "read_intent":
            return partial(gateway.read_intent, intent_id)
        case _:
            return partial(gateway.cancel_intent, intent_id)


@pytest.mark.parametrize(("name", "kind"), FAILING)
def test_a_provider_that_goes_on_failing_is_unavailable(
    provider: Provider, name: str, kind: FaultKind
) -> None:
    call = call_of(name, StripeGateway().create_intent(payment()).id)
    provider.control.fail_next(kind, OPERATIONS[name], times=10)

    with pytest.raises(ProviderUnavailable) as fault:
        call()

    assert is_transient(fault.value)


@pytest.mark.parametrize("kind", ["status_409", "status_429", "timeout_before"])
def test_whether_a_refund_was_made_stays_open_while_the_provider_has_not_said(
    provider: Provider, kind: FaultKind
) -> None:
    intent_id = paid_intent(provider)
    provider.control.fail_next(kind, "refunds.create", times=10)

    with pytest.raises(ProviderUnavailable) as fault:
        StripeGateway().refund(intent_id, refund())

    assert not isinstance(fault.value, NothingDone)


def test_a_refund_that_the_provider_failed_to_make_needs_another_key(provider: Provider) -> None:
    intent_id = paid_intent(provider)
    provider.control.fail_next("status_500", "refunds.create")
    for _ in range(2):  # the second time the provider repeats itself
        with pytest.raises(NothingDone):
            StripeGateway().refund(intent_id, refund())

    assert StripeGateway().refund(intent_id, refund(attempt=2)).id.startswith("re_")
    assert len(provider.state.ledger.refunds) == 1


def test_nothing_is_proven_while_refunds_cannot_be_read(provider: Provider) -> None:
    intent_id = paid_intent(provider)
    provider.control.fail_next("status_500", "refunds.create")
    provider.control.fail_next("timeout_before", "refunds.list", times=10)

    with pytest.raises(ProviderUnavailable) as fault:
        StripeGateway().refund(intent_id, refund())

    assert not isinstance(fault.value, NothingDone)


def test_money_that_never_came_cannot_go_back(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())

    with pytest.raises(stripe.InvalidRequestError):
        StripeGateway().refund(intent.id, refund())


def test_a_provider_that_is_gone_is_unavailable(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENTS_API_BASE", "http://127.0.0.1:1")

    with pytest.raises(ProviderUnavailable):
        StripeGateway().create_intent(payment())


@pytest.mark.parametrize("kind", ["status_409", "timeout_before", "timeout_after_success"])
def test_a_fault_of_the_moment_is_tried_again_with_the_same_key(provider: Provider, kind: FaultKind) -> None:
    provider.control.fail_next(kind, "payment_intents.create", times=NETWORK_RETRIES)

    intent = StripeGateway().create_intent(payment())

    tries = operations(provider, "payment_intents.create")
    assert len(tries) == NETWORK_RETRIES + 1
    assert {key for _, key in tries} == {payment().create_key}
    assert [known.id for known in provider.state.ledger.intents] == [intent.id]


def test_a_provider_slower_than_a_request_may_last_is_unavailable_and_the_repeat_gets_its_intent(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first attempt is still at work its key is in use; then the same key gets its answer."""
    monkeypatch.setattr(transport, "READ_TIMEOUT_S", 0.05)
    provider.control.fail_next("slow", "payment_intents.create", delay_s=0.5)
    with pytest.raises(ProviderUnavailable):
        StripeGateway().create_intent(payment())
    deadline_s = time.monotonic() + 10
    while provider.state.answers.is_in_use(payment().create_key):
        assert time.monotonic() < deadline_s

    intent = StripeGateway().create_intent(payment())

    assert [known.id for known in provider.state.ledger.intents] == [intent.id]


def test_a_lost_answer_to_a_cancellation_is_read_when_it_is_asked_again(provider: Provider) -> None:
    intent = StripeGateway().create_intent(payment())
    provider.control.fail_next("timeout_after_success", "payment_intents.cancel", times=NETWORK_RETRIES + 1)
    with pytest.raises(ProviderUnavailable):
        StripeGateway().cancel_intent(intent.id)

    assert StripeGateway().cancel_intent(intent.id).status == "cancelled"


@pytest.mark.parametrize("kind", ["timeout_after_success", "status_500_after_success"])
def test_a_refund_whose_answer_was_lost_is_found_again(provider: Provider, kind: FaultKind) -> None:
    intent_id = paid_intent(provider)
    provider.control.fail_next(kind, "refunds.create", times=NETWORK_RETRIES + 1)

    found = _until_known(partial(StripeGateway().refund, intent_id, refund()))

    assert [known.id for known in provider.state.ledger.refunds] == [found.id]


def _until_known(call: Callable[[], ProviderRefund]) -> ProviderRefund:
    """What a repeat gets, the first attempt being in vain or not."""
    try:
        return call()
    except ProviderUnavailable:
        return call()


def test_one_part_that_was_made_is_not_taken_for_another(provider: Provider) -> None:
    """Any refund of the intent proves nothing: there may be several."""
    intent_id = paid_intent(provider)
    StripeGateway().refund(intent_id, refund(500))
    provider.control.fail_next("status_500", "refunds.create")

    with pytest.raises(NothingDone):
        StripeGateway().refund(intent_id, refund(500, number=2))


def test_an_intent_that_the_provider_failed_to_make_needs_another_key(provider: Provider) -> None:
    provider.control.fail_next("status_500", "payment_intents.create")
    for _ in range(2):  # the second time the provider repeats itself
        with pytest.raises(NothingDone):
            StripeGateway().create_intent(payment())

    made = StripeGateway().create_intent(payment(create_attempt=2))

    assert [known.id for known in provider.state.ledger.intents] == [made.id]


def test_an_intent_that_was_made_before_the_provider_failed_is_found(provider: Provider) -> None:
    provider.control.fail_next("status_500_after_success", "payment_intents.create")

    made = StripeGateway().create_intent(payment())

    assert [known.id for known in provider.state.ledger.intents] == [made.id]


def test_nothing_is_proven_while_intents_cannot_be_read(provider: Provider) -> None:
    provider.control.fail_next("status_500", "payment_intents.create")
    provider.control.fail_next("timeout_before", "payment_intents.list", times=10)

    with pytest.raises(ProviderUnavailable) as fault:
        StripeGateway().create_intent(young())

    assert not isinstance(fault.value, NothingDone)


def test_a_refund_that_we_ask_for_wrongly_is_our_mistake(provider: Provider) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        StripeGateway().refund("pi_of_nobody", refund())
