"""The words."""

from dataclasses import replace

import pytest

from notifications import letters
from notifications.letters import CANCEL_REASONS, DECLINE_REASONS, OTHER_CANCEL_REASON, OTHER_DECLINE_REASON
from orders.domain import CancelReason
from tests.functions.notifications.examples import DECLINE, ORDER, SHOP


def test_a_confirmed_order_is_thanked_for_with_all_its_lines() -> None:
    letter = letters.order_confirmed(ORDER, SHOP)
    assert letter.to == "ada@example.com"
    assert letter.subject == "Haat: order H-7K8T-9M2C-4X6Y is confirmed"
    assert letter.facts == (("Order", "H-7K8T-9M2C-4X6Y"),)
    assert (letter.lines, letter.total) == (ORDER.lines, ORDER.total)
    assert letter.link == "https://haat.example/orders/ord_1"


@pytest.mark.parametrize(("code", "reason"), [*CANCEL_REASONS.items(), ("new", OTHER_CANCEL_REASON)])
def test_a_cancelled_order_says_why(code: str, reason: str) -> None:
    letter = letters.order_cancelled(replace(ORDER, cancel_reason=code), SHOP)
    assert letter.facts == (("Order", "H-7K8T-9M2C-4X6Y"), ("Reason", reason))


def test_every_reason_of_a_cancellation_has_its_words() -> None:
    assert set(CANCEL_REASONS) == {reason.value for reason in CancelReason}


@pytest.mark.parametrize(
    ("code", "reason"),
    [*DECLINE_REASONS.items(), ("", OTHER_DECLINE_REASON), ("stolen_card", OTHER_DECLINE_REASON)],
)
def test_a_declined_payment_says_how_much_why_and_until_when(code: str, reason: str) -> None:
    letter = letters.payment_failed(replace(DECLINE, reason=code), SHOP)
    assert letter.facts == (
        ("Amount", "60.50 EUR"),
        ("Reason", reason),
        ("Pay before", "22 November 2026, 09:45 UTC"),
    )
    assert (letter.lines, letter.total) == ((), None)


def test_an_order_id_cannot_lead_the_link_elsewhere() -> None:
    assert SHOP.link_to('../"x?y=ord 1') == "https://haat.example/orders/..%2F%22x%3Fy%3Dord%201"
