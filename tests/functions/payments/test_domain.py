"""What may become of a payment."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from haat.money import Money
from payments import domain
from payments.domain import Intent, IntentStatus, Outcome, Payment, State
from payments.keys import payment_id_of
from tests.support.payments import AT, HOLD_UNTIL, LATER, ORDER_ID, PAYMENT_ID, payment

Step = Callable[[Payment], Payment | None]
INTENT = Intent(
    "pi_1", "pi_1_secret", IntentStatus.SUCCEEDED, Money(1999, "EUR"), 1999, ORDER_ID, PAYMENT_ID,
    payment().customer_id,
)  # fmt: skip
STEPS: dict[str, Step] = {
    "succeeded": partial(domain.succeeded, at=LATER),
    "declined": partial(domain.declined, at=LATER),
    "cancelled": partial(domain.cancelled, at=LATER),
    "refund_due": partial(domain.refund_due, at=LATER),
    "refunded": lambda before: domain.refunded(before, "re_1", at=LATER),
}
MOVES = {
    (State.PENDING, "succeeded"): State.SUCCEEDED,
    (State.PENDING, "declined"): State.PENDING,
    (State.PENDING, "cancelled"): State.CANCELLED,
    (State.CANCELLED, "succeeded"): State.REFUND_DUE,
    (State.SUCCEEDED, "refund_due"): State.REFUND_DUE,
    (State.REFUND_DUE, "refunded"): State.REFUNDED,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_payment_moves_as_the_table_says_and_no_other_way(state: State, step: str) -> None:
    before = payment(state=state, version=7)

    after = STEPS[step](before)

    expected = MOVES.get((state, step))
    assert (after.state if after else None) == expected
    if after:
        assert (after.version, after.updated_at) == (8, LATER)


def test_states_only_move_down_the_list() -> None:
    order = list(State)
    assert all(order.index(after) >= order.index(before) for (before, _), after in MOVES.items())


def test_money_that_comes_after_the_end_is_due_to_go_back() -> None:
    late = domain.succeeded(payment(state=State.CANCELLED), at=LATER)

    assert late
    assert late.state is State.REFUND_DUE


def test_a_decline_counts_and_leaves_the_payment_open() -> None:
    after = domain.declined(payment(attempts=2), at=LATER)

    assert after
    assert (after.attempts, after.state) == (3, State.PENDING)


def test_a_refund_is_kept_by_its_id() -> None:
    after = domain.refunded(payment(state=State.REFUND_DUE), "re_1", at=LATER)

    assert after
    assert after.refund_id == "re_1"


def test_an_attached_intent_is_kept_with_its_secret() -> None:
    after = domain.attached(payment(), INTENT, at=LATER)

    assert (after.intent_id, after.client_secret, after.version) == ("pi_1", "pi_1_secret", 2)


@pytest.mark.parametrize(
    ("intent_id", "told", "kept"),
    [
        (None, INTENT, "pi_1"),
        ("pi_0", INTENT, "pi_0"),
        (None, replace(INTENT, payment_id="pay_2"), None),
        (None, replace(INTENT, payment_id=""), None),
    ],
)
def test_an_intent_is_adopted_by_the_payment_it_names_if_that_has_none(
    intent_id: str | None, told: Intent, kept: str | None
) -> None:
    adopted = domain.adopted(payment(intent_id=intent_id), told)

    assert adopted.intent_id == kept
    assert adopted.version == payment().version  # the change that follows counts


@pytest.mark.parametrize(
    "other",
    [
        {"id": "pi_2"}, {"payment_id": "pay_2"}, {"order_id": "ord_2"}, {"customer_id": "usr_2"},
        {"amount": Money(1998, "EUR")}, {"amount": Money(2000, "EUR")}, {"amount": Money(1999, "USD")},
        {"received_minor": 1998}, {"received_minor": 0},
    ],
)  # fmt: skip
def test_an_intent_that_differs_in_anything_is_not_the_payments(other: dict[str, object]) -> None:
    attached = payment(intent_id="pi_1")

    assert domain.matches(attached, INTENT)
    assert not domain.matches(attached, replace(INTENT, **other))  # type: ignore[arg-type]


def test_an_intent_that_was_never_stored_is_nobodys() -> None:
    assert not domain.matches(payment(), INTENT)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.PENDING, None),
        (State.SUCCEEDED, Outcome.SUCCEEDED),
        (State.CANCELLED, Outcome.CANCELLED),
        (State.REFUND_DUE, Outcome.CANCELLED),
        (State.REFUNDED, Outcome.CANCELLED),
    ],
)
def test_a_checkout_is_told_of_the_end_of_a_payment(state: State, outcome: Outcome | None) -> None:
    """An open one is waited for however often it was declined: it may be on its way by now."""
    assert domain.outcome_of(payment(state=state, attempts=9)) == outcome


@pytest.mark.parametrize(
    ("state", "attempts", "at", "outcome"),
    [
        (State.PENDING, 1, AT, None),
        (State.PENDING, 4, AT, None),
        (State.PENDING, 5, AT, Outcome.DECLINED),
        (State.PENDING, 6, AT, Outcome.DECLINED),
        (State.PENDING, 1, HOLD_UNTIL, Outcome.DECLINED),
        (State.SUCCEEDED, 5, HOLD_UNTIL, Outcome.SUCCEEDED),
        (State.CANCELLED, 5, HOLD_UNTIL, Outcome.CANCELLED),
    ],
)
def test_a_decline_ends_the_wait_if_it_was_one_too_many_or_came_after_the_hold(
    state: State, attempts: int, at: str, outcome: Outcome | None
) -> None:
    declined = payment(state=state, attempts=attempts)

    assert domain.outcome_of_decline(declined, attempts_max=5, at=at) == outcome


def test_an_order_has_one_payment_and_stored_keys_for_what_the_provider_is_asked() -> None:
    assert payment_id_of(ORDER_ID) == PAYMENT_ID
    assert payment().create_key == f"order:{ORDER_ID}:create:1"
    assert payment().refund_key == f"order:{ORDER_ID}:refund:1"


def test_a_refund_that_the_provider_failed_to_make_takes_the_next_key() -> None:
    failed = domain.refund_failed(payment(state=State.REFUND_DUE), at=LATER)

    assert failed.refund_key == f"order:{ORDER_ID}:refund:2"
    assert (failed.state, failed.version) == (State.REFUND_DUE, 2)
