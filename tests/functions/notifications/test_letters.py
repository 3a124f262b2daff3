"""The words."""

from dataclasses import replace

import pytest

from haat import address_proof, clock
from haat.guests import guest_id
from haat.http import order_link
from haat.totals import TaxPart, Totals
from notifications import account_letters, letters
from notifications.domain import Proof
from notifications.letters import CANCEL_REASONS, DECLINE_REASONS, OTHER_CANCEL_REASON, OTHER_DECLINE_REASON
from orders.domain import CancelReason
from tests.functions.notifications.examples import CUSTOMER, DECLINE, ORDER, SHOP

GUEST = guest_id("ada@example.com")


def test_a_confirmed_order_is_thanked_for_with_all_its_lines() -> None:
    letter = letters.order_confirmed(ORDER, SHOP)
    assert letter.to == "ada@example.com"
    assert letter.subject == "Haat: order H-7K8T-9M2C-4X6Y is confirmed"
    assert letter.facts == (("Order", "H-7K8T-9M2C-4X6Y"),)
    assert letter.lines == ORDER.lines
    assert [(label, str(amount)) for label, amount in letter.sums] == [
        ("Items", "60.50 EUR"), ("Discount", "-6.05 EUR"), ("Shipping", "4.90 EUR"), ("Total", "59.35 EUR"),
        ("of which VAT, 19 %", "9.48 EUR"),
    ]  # fmt: skip
    assert letter.link == "https://haat.example/orders/ord_1"


def test_tax_that_is_not_in_the_prices_comes_before_the_total() -> None:
    tax = TaxPart("Sales tax", "US-CO", 88_750, 1000, 89)
    totals = Totals(1000, 0, 0, 89, 1089, tax_included=False, taxes=(tax,))

    told = letters.sums(replace(ORDER, currency="USD", totals=totals))

    assert [(label, str(amount)) for label, amount in told] == [
        ("Items", "10.00 USD"), ("Shipping", "0.00 USD"), ("Sales tax, 8.875 %", "0.89 USD"),
        ("Total", "10.89 USD"),
    ]  # fmt: skip


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
    assert (letter.lines, letter.sums) == ((), ())


def test_a_guests_mails_open_the_order_and_a_customers_open_nothing() -> None:
    token = order_link.token_of("ord_1")
    letters_of_guest = (
        letters.order_confirmed(replace(ORDER, customer_id=GUEST), SHOP),
        letters.order_cancelled(replace(ORDER, customer_id=GUEST), SHOP),
        letters.payment_failed(replace(DECLINE, customer_id=GUEST), SHOP),
    )
    assert {letter.link for letter in letters_of_guest} == {
        f"https://haat.example/orders/ord_1#token={token}"
    }
    of_customer = letters.order_cancelled(ORDER, SHOP), letters.payment_failed(DECLINE, SHOP)
    assert {letter.link for letter in of_customer} == {"https://haat.example/orders/ord_1"}


def test_an_order_id_cannot_lead_the_link_elsewhere() -> None:
    page = SHOP.order_page('../"x?y=ord 1', CUSTOMER)
    assert page == "https://haat.example/orders/..%2F%22x%3Fy%3Dord%201"


def test_a_proof_of_an_address_says_until_when_and_what_for() -> None:
    proof = Proof(CUSTOMER, "ada@example.com", "2026-11-22T09:30:00Z")
    letter = account_letters.email_proof(proof, SHOP)
    assert (letter.to, letter.sums) == ("ada@example.com", ())
    assert letter.facts == (("Open it before", "22 November 2026, 09:30 UTC"),)
    page, _, token = letter.link.partition("#token=")
    assert page == "https://haat.example/verify-email"
    last_s = clock.seconds(proof.until) - 1
    assert address_proof.proves(token, CUSTOMER, "ada@example.com", at_s=last_s)
    assert "registered" in letter.closing
