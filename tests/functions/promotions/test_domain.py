"""Codes, buyers, and whom a coupon is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money
from promotions import domain
from promotions.domain import Buyer
from tests.support.coupons import ADA, BOB, coupon


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SPAR-10", "SPAR-10"),
        ("spar-10", "SPAR-10"),
        ("  Spar-10\n", "SPAR-10"),
        ("\uff33\uff30\uff21\uff32-\uff11\uff10", "SPAR-10"),
        ("stra\u00dfe", "STRASSE"),
        ("\ufb01x_it", "FIX_IT"),
    ],
)
def test_all_spellings_of_a_code_are_one(typed: str, code: str) -> None:
    assert domain.normalised(typed) == code


@given(st.from_regex(r"[\w-]{3,40}", fullmatch=True))
def test_a_normalised_code_stays_as_it_is(typed: str) -> None:
    once = domain.normalised(typed)
    assert domain.normalised(once) == once


@given(st.text("abzäöüßéñåøčğİABZÄÉ\uff21\uff410189-_", max_size=20))
def test_case_makes_no_difference(typed: str) -> None:
    assert domain.normalised(typed.upper()) == domain.normalised(typed)


@pytest.mark.parametrize("code", ["AB", "A" * 41, "A B C", "ABC\n", "ABC#1", "ABC/1", ""])
def test_some_texts_are_no_codes(code: str) -> None:
    assert domain.CODE.fullmatch(code) is None


def test_a_buyer_is_the_same_as_a_guest_and_as_a_customer() -> None:
    assert Buyer("gst_1", "Ada@Example.com").key == Buyer("usr_1", "ada@example.com").key
    assert Buyer("usr_1", "ada@example.com").key != Buyer("usr_1", "bob@example.com").key
    assert Buyer("usr_1", "").key != Buyer("usr_2", "").key


def test_a_coupon_for_nobody_in_particular_is_for_everybody() -> None:
    assert domain.is_for(coupon(), ADA)


def test_a_coupon_is_for_the_customers_and_addresses_it_names_and_no_others() -> None:
    named = coupon(customers=("usr_ada",), emails=("Bob@Example.com",))
    assert domain.is_for(named, ADA)
    assert domain.is_for(named, BOB)
    assert not domain.is_for(named, Buyer("usr_eve", "eve@example.com"))


def test_a_minimum_is_one_of_a_currency() -> None:
    assert domain.minimum(coupon(), "EUR") == Money(0, "EUR")
    assert domain.minimum(coupon(minimums_minor={"EUR": 3000}), "EUR") == Money(3000, "EUR")
    assert domain.minimum(coupon(minimums_minor={"EUR": 3000}), "JPY") is None
