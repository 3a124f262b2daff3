"""The intent of a payment: made once, whoever is faster, and never for a payment that is over."""

import pytest

from haat.table import markers, writes
from haat.table.meter import meter
from payments.domain import IntentStatus, NothingDone, PaymentNotOpen, ProviderUnavailable, State
from payments.intents import Intents, Live
from payments.settlement import ATTEMPTS, PaymentContended
from payments.store import PaymentStore
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.meanwhile import Rivals
from tests.support.payments import PAYMENT_ID, open_payment, payment, stored

pytestmark = pytest.mark.usefixtures("table", "machines")


def wait() -> None:
    """A checkout comes to wait for the payment."""
    PaymentStore().remember_token(PAYMENT_ID, "token-1")


def test_a_new_intent_takes_two_round_trips_and_is_stored(gateway: FakeGateway) -> None:
    opened = open_payment()
    meter.reset()

    live = Intents().ensure(opened)

    assert meter.calls == ["stripe.create_intent", "dynamodb.UpdateItem"]
    assert isinstance(live, Live)
    assert live.is_new
    assert live.payment == stored()
    assert (stored().intent_id, stored().client_secret) == ("pi_1", "pi_1_secret")


def test_what_goes_with_a_new_intent_is_committed_with_it(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment(), lambda made: (_note(str(made.intent_id)),))

    assert _noted("pi_1")


def test_a_payment_that_has_an_intent_asks_nobody_and_commits_nothing(gateway: FakeGateway) -> None:
    Intents().ensure(open_payment())
    known = stored()
    meter.reset()

    assert Intents().ensure(known, lambda _: (_note("again"),)) == Live(known, is_new=False)
    assert meter.calls == []


def test_two_at_once_make_one_intent(gateway: FakeGateway) -> None:
    opened = open_payment()
    gateway.after("create_intent", lambda: Intents().ensure(opened))

    live = Intents().ensure(opened)

    assert live == Live(stored(), is_new=False)
    assert len(gateway.intents) == 1
    assert set(gateway.keys) == {payment().create_key}


def test_a_checkout_that_comes_to_wait_meanwhile_is_not_forgotten(gateway: FakeGateway) -> None:
    opened = open_payment()
    gateway.after("create_intent", wait)

    live = Intents().ensure(opened)

    assert isinstance(live, Live)
    assert live.is_new
    assert (stored().task_token, stored().intent_id) == ("token-1", "pi_1")
    assert gateway.calls == ["create_intent"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_payment_that_is_closed_while_its_intent_is_made_leaves_none_that_can_be_paid(
    gateway: FakeGateway, moment: str
) -> None:
    opened = open_payment()
    getattr(gateway, moment)("create_intent", lambda: Intents().close(PAYMENT_ID))

    assert Intents().ensure(opened) == PaymentNotOpen(State.CANCELLED)

    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED
    assert (stored().state, stored().intent_id) == (State.CANCELLED, "pi_1")


def test_who_closed_it_may_not_have_known_of_the_intent_that_is_being_made(gateway: FakeGateway) -> None:
    opened = open_payment()

    def close_while_the_provider_is_busy() -> None:
        gateway.before("create_intent", lost)
        Intents().close(PAYMENT_ID)

    gateway.after("create_intent", close_while_the_provider_is_busy)

    assert Intents().ensure(opened) == PaymentNotOpen(State.CANCELLED)
    assert gateway.intents["pi_1"].status is IntentStatus.CANCELLED


def test_an_intent_that_a_webhook_told_of_first_is_the_one_that_lives(gateway: FakeGateway) -> None:
    opened = open_payment()
    gateway.after("create_intent", lambda: tell(gateway, "payment_failed"))

    live = Intents().ensure(opened)

    assert live == Live(stored(), is_new=False)
    assert (stored().intent_id, stored().client_secret, stored().attempts) == ("pi_1", "pi_1_secret", 1)


def test_a_payment_that_succeeded_before_its_intent_was_stored_keeps_its_money(gateway: FakeGateway) -> None:
    opened = open_payment()

    def paid_already() -> None:
        gateway.become("pi_1", IntentStatus.SUCCEEDED)
        tell(gateway, "succeeded")

    gateway.after("create_intent", paid_already)

    assert Intents().ensure(opened) == PaymentNotOpen(State.SUCCEEDED)
    assert gateway.intents["pi_1"].status is IntentStatus.SUCCEEDED
    assert stored().intent_id == "pi_1"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_lost_answer_is_fetched_again_under_the_same_key(gateway: FakeGateway, moment: str) -> None:
    opened = open_payment()
    getattr(gateway, moment)("create_intent", lost)
    with pytest.raises(ProviderUnavailable):
        Intents().ensure(opened)

    assert isinstance(Intents().ensure(stored()), Live)
    assert list(gateway.intents) == ["pi_1"]


def nothing_done() -> None:
    raise NothingDone("500")


def test_a_failure_that_the_provider_would_repeat_is_left_behind_by_another_key(gateway: FakeGateway) -> None:
    """Otherwise the order could not be paid for a day."""
    open_payment()
    gateway.before("create_intent", nothing_done, nothing_done)
    for _ in range(2):
        with pytest.raises(ProviderUnavailable):
            Intents().ensure(stored())

    assert isinstance(Intents().ensure(stored()), Live)
    assert gateway.keys == [f"order:{payment().order_id}:create:3"]
    assert stored().sequence == 0  # an attempt is no transition


def test_the_next_key_is_stored_once_though_two_met_the_failure(gateway: FakeGateway) -> None:
    opened = open_payment()

    def another_fails() -> None:
        gateway.before("create_intent", nothing_done)
        with pytest.raises(ProviderUnavailable):
            Intents().ensure(opened)
        nothing_done()

    gateway.before("create_intent", another_fails)
    with pytest.raises(ProviderUnavailable):
        Intents().ensure(opened)

    assert stored().create_attempt == 2


def test_money_of_an_intent_that_was_paid_while_its_payment_was_closed_goes_back(
    gateway: FakeGateway,
) -> None:
    opened = open_payment()

    def closed_and_paid() -> None:
        gateway.before("create_intent", lost)
        Intents().close(PAYMENT_ID)
        gateway.become("pi_1", IntentStatus.SUCCEEDED)

    gateway.after("create_intent", closed_and_paid)

    assert Intents().ensure(opened) == PaymentNotOpen(State.CANCELLED)
    assert (stored().state, stored().refunded_minor) == (State.REFUND_DUE, 1999)


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.CANCELLED, State.REFUND_DUE, State.REFUNDED])
def test_a_payment_that_is_over_gets_no_intent(gateway: FakeGateway, state: State) -> None:
    assert Intents().ensure(open_payment(state=state)) == PaymentNotOpen(state)
    assert gateway.calls == []


def test_a_payment_that_never_stands_still_is_given_up_without_another_intent(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    opened = open_payment()
    rivals.next(*[wait] * ATTEMPTS)

    with pytest.raises(PaymentContended):
        Intents().ensure(opened)

    assert gateway.calls == ["create_intent"]
    assert stored().version == 1 + ATTEMPTS


def _note(what: str) -> writes.Write:
    return markers.once("tests", what)


def _noted(what: str) -> bool:
    return bool(writes.commit(_note(what)))
