"""What may become of a payment."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from haat import clock
from haat.money import Money
from payments import domain
from payments.domain import (
    DisputeStatus,
    Intent,
    IntentStatus,
    Outcome,
    Payment,
    ProviderDispute,
    ProviderRefund,
    Refund,
    RefundDraft,
    RefundReason,
    RefundState,
    RefundStatus,
    RefundTooLarge,
    State,
)
from payments.keys import payment_id_of, place_of, refund_id_of
from tests.support.payments import AT, HOLD_UNTIL, LATER, ORDER_ID, PAYMENT_ID, payment

Step = Callable[[Payment], Payment | None]
INTENT = Intent(
    "pi_1", "pi_1_secret", IntentStatus.SUCCEEDED, Money(1999, "EUR"), 1999, ORDER_ID, PAYMENT_ID,
    payment().customer_id,
)  # fmt: skip
GONE = ProviderRefund("re_1", RefundStatus.FAILED, "", "expired_or_canceled_card")
DISPUTE = ProviderDispute("du_1", "pi_1", Money(1999, "EUR"), "fraudulent", DisputeStatus.OPEN, None)
STEPS: dict[str, Step] = {
    "succeeded": lambda before: domain.succeeded(before, 1999, at=LATER),
    "came late": lambda before: _payment_of(domain.came_late(before, 1999, at=LATER)),
    "declined": partial(domain.declined, at=LATER),
    "cancelled": partial(domain.cancelled, at=LATER),
}
MOVES = {
    (State.PENDING, "succeeded"): State.SUCCEEDED,
    (State.PENDING, "declined"): State.PENDING,
    (State.PENDING, "cancelled"): State.CANCELLED,
    (State.CANCELLED, "came late"): State.REFUND_DUE,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_payment_moves_as_the_table_says_and_no_other_way(state: State, step: str) -> None:
    before = payment(state=state, version=7)

    after = STEPS[step](before)

    expected = MOVES.get((state, step))
    assert (after.state if after else None) == expected
    if after:
        assert (after.version, after.sequence, after.updated_at) == (8, 1, LATER)


def test_states_only_move_down_the_list() -> None:
    order = list(State)
    assert all(order.index(after) >= order.index(before) for (before, _), after in MOVES.items())


def test_money_that_comes_in_time_is_captured() -> None:
    after = domain.succeeded(payment(), 1999, at=LATER)

    assert after
    assert (after.captured_minor, after.refundable_minor) == (1999, 1999)


def test_all_money_that_comes_after_the_end_is_due_to_go_back() -> None:
    late = domain.came_late(payment(state=State.CANCELLED), 1998, at=LATER)

    assert late
    after, due = late
    assert (after.state, after.captured_minor, after.refunded_minor) == (State.REFUND_DUE, 1998, 1998)
    assert (due.amount, due.reason, due.number) == (Money(1998, "EUR"), RefundReason.LATE, 1)


def test_a_decline_counts_and_leaves_the_payment_open() -> None:
    after = domain.declined(payment(attempts=2), at=LATER)

    assert after
    assert (after.attempts, after.state) == (3, State.PENDING)


def test_an_attached_intent_is_kept_with_its_secret() -> None:
    after = domain.attached(payment(), INTENT, at=LATER)

    assert (after.intent_id, after.client_secret, after.version) == ("pi_1", "pi_1_secret", 2)
    assert after.sequence == 0  # nothing has happened to money


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


def test_an_intent_that_the_provider_failed_to_make_takes_the_next_key() -> None:
    failed = domain.create_failed(payment(), at=LATER)

    assert failed.create_key == f"order:{ORDER_ID}:create:2"
    assert (failed.state, failed.version, failed.sequence) == (State.PENDING, 2, 0)


# Refunds

BEFORE = payment(state=State.SUCCEEDED, captured_minor=1999, sequence=1)


def due(before: Payment, amount_minor: int) -> tuple[Payment, Refund]:
    made = domain.refund_due(before, RefundDraft(amount_minor, RefundReason.ADMIN), at=LATER)
    assert isinstance(made, tuple)
    return made


def paid(before: Payment, refund: Refund) -> tuple[Payment, Refund]:
    made = domain.refund_paid(before, refund, "re_1", at=LATER)
    assert made
    return made


@pytest.mark.parametrize("parts", [[1999], [1, 1998], [500, 700, 799], [1] * 5 + [1994]])
def test_parts_add_up_and_only_the_last_makes_it_all(parts: list[int]) -> None:
    now, refunds = BEFORE, []
    for part in parts:
        assert now.state is State.SUCCEEDED
        now, refund = due(now, part)
        refunds.append(refund)
    assert (now.state, now.refundable_minor) == (State.REFUND_DUE, 0)
    for refund in refunds:
        assert now.state is State.REFUND_DUE
        now, _ = paid(now, refund)

    assert (now.state, now.refunded_minor, now.returned_minor) == (State.REFUNDED, 1999, 1999)
    assert now.sequence == 1 + 2 * len(parts)


@pytest.mark.parametrize("amount_minor", [2000, 10**12])
def test_no_part_is_larger_than_what_is_left(amount_minor: int) -> None:
    refused = domain.refund_due(BEFORE, RefundDraft(amount_minor, RefundReason.ADMIN), at=LATER)

    assert isinstance(refused, RefundTooLarge)
    assert refused.refundable == Money(1999, "EUR")


@pytest.mark.parametrize("state", RefundState)
def test_a_refund_is_paid_once_and_fails_once(state: RefundState) -> None:
    before, refund = due(BEFORE, 500)
    refund = replace(refund, state=state)

    assert bool(domain.refund_paid(before, refund, "re_1", at=LATER)) == (state is RefundState.DUE)
    assert bool(domain.refund_failed(before, refund, GONE, at=LATER)) == (state is not RefundState.FAILED)


@pytest.mark.parametrize("was_paid", [True, False])
def test_what_fails_can_be_given_back_again(was_paid: bool) -> None:
    now, refund = due(BEFORE, 500)
    if was_paid:
        now, refund = paid(now, refund)

    failed = domain.refund_failed(now, refund, GONE, at=LATER)

    assert failed
    assert (failed[0].refunded_minor, failed[0].returned_minor) == (0, 0)
    assert (failed[1].state, failed[1].failure) == (RefundState.FAILED, "expired_or_canceled_card")


def test_a_refund_that_the_provider_failed_to_make_takes_the_next_key() -> None:
    _, refund = due(BEFORE, 500)

    assert refund.key == f"order:{ORDER_ID}:refund:1:1"
    assert domain.refund_attempt_failed(refund, at=LATER).key == f"order:{ORDER_ID}:refund:1:2"


def test_a_refunds_id_says_whose_it_is() -> None:
    assert place_of(refund_id_of(PAYMENT_ID, 12)) == (PAYMENT_ID, 12)


# Disputes


def test_a_dispute_is_known_by_its_last_word_and_is_over_when_it_is_closed() -> None:
    opened = domain.disputed(None, DISPUTE, PAYMENT_ID, at=LATER)
    assert opened
    assert (opened.status, opened.version) == (DisputeStatus.OPEN, 1)
    assert domain.disputed(opened, DISPUTE, PAYMENT_ID, at=LATER) is None

    lost = domain.disputed(opened, replace(DISPUTE, status=DisputeStatus.LOST), PAYMENT_ID, at=LATER)
    assert lost
    assert (lost.status, lost.version) == (DisputeStatus.LOST, 2)
    assert domain.disputed(lost, DISPUTE, PAYMENT_ID, at=LATER) is None  # told before, came after


@pytest.mark.parametrize(("age_s", "pause_s"), [(0, 60), (120, 60), (300, 150), (86_400, 240)])
def test_what_is_open_is_looked_at_less_and_less_often(age_s: int, pause_s: int) -> None:
    now_s = clock.seconds(AT) + age_s

    assert domain.next_check_at(AT, now_s) == clock.iso(now_s + pause_s)


@pytest.mark.parametrize(
    ("hold_s", "age_s", "at_s"),
    [
        (900, 0, 60),  # as what is open
        (900, 800, 945),  # not later than its order has to be closed
        (900, 945, 990),  # and then until somebody has closed it
        (900, 90_000, 90_045),
        (10, 0, 55),
    ],
)
def test_a_payment_is_looked_at_when_its_order_has_to_be_closed(hold_s: int, age_s: int, at_s: int) -> None:
    began_s = clock.seconds(AT)
    held = payment(hold_until=clock.iso(began_s + hold_s))

    assert domain.next_look_at(held, began_s + age_s) == clock.iso(began_s + at_s)


@pytest.mark.parametrize(("hold_s", "at_s"), [(900, 120), (10, 55)])
def test_a_payment_is_looked_at_first_when_its_news_is_late_or_its_order_has_to_be_closed(
    hold_s: int, at_s: int
) -> None:
    held = payment(hold_until=clock.iso(clock.seconds(AT) + hold_s))

    assert domain.first_look_at(held) == clock.iso(clock.seconds(AT) + at_s)


def _payment_of(step: tuple[Payment, Refund] | None) -> Payment | None:
    return step[0] if step else None
