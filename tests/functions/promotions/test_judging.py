"""Whether a coupon holds, and if not, why."""

from dataclasses import replace
from typing import Any

import pytest

from haat import clock
from haat.money import Money
from promotions import domain, judging
from promotions.domain import Buyer, Coupon, Found, Kind
from promotions.problems import (
    CouponCurrencyNotOffered,
    CouponExpired,
    CouponMinimumNotReached,
    CouponNotForYou,
    CouponNotYetValid,
    CouponRefused,
    CouponUnknown,
    CouponUsedBefore,
    CouponUsedUp,
)
from tests.support.coupons import ADA, AT, BOB, CODE, coupon

GOODS = Money(5000, "EUR")
NOW_S = clock.seconds(AT)
HERE, LATER = "2026-11-20T09:30:00Z", "2026-11-20T09:30:01Z"


def judge(
    given: Coupon | None, *, buyer: Buyer | None = ADA, uses: int = 0, goods: Money = GOODS
) -> Coupon | CouponRefused:
    return judging.usable(CODE, Found(given, uses), buyer, goods, at_s=NOW_S)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"valid_from": HERE},
        {"valid_until": LATER},
        {"uses_max": 1},
        {"uses_per_customer_max": 1},
        {"minimums_minor": {"EUR": 5000}},
        {"customers": ("usr_ada",)},
        {"emails": ("ADA@example.com",)},
        {"kind": Kind.FIXED, "amounts_minor": {"EUR": 500}},
        {"kind": Kind.FREE_SHIPPING},
    ],
)
def test_a_coupon_holds_up_to_each_of_its_limits(changed: dict[str, Any]) -> None:
    given = coupon(**changed)
    assert judge(given) == given


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"valid_from": LATER}, CouponNotYetValid(CODE, LATER)),
        ({"valid_until": HERE}, CouponExpired(CODE, HERE)),
        ({"minimums_minor": {"EUR": 5001}}, CouponMinimumNotReached(CODE, Money(5001, "EUR"), GOODS)),
        ({"minimums_minor": {"JPY": 1}}, CouponCurrencyNotOffered(CODE, "EUR")),
        ({"kind": Kind.FIXED, "amounts_minor": {"JPY": 500}}, CouponCurrencyNotOffered(CODE, "EUR")),
        ({"customers": ("usr_bob",)}, CouponNotForYou(CODE)),
        ({"emails": ("bob@example.com",)}, CouponNotForYou(CODE)),
    ],
)
def test_beyond_a_limit_it_says_which(changed: dict[str, Any], refused: CouponRefused) -> None:
    assert judge(coupon(**changed)) == refused


def test_one_that_nobody_gave_out_or_that_has_ended_is_unknown() -> None:
    assert judge(None) == CouponUnknown(CODE)
    assert judge(domain.archive(coupon(), at=AT)) == CouponUnknown(CODE)


def test_one_that_is_used_up_says_so() -> None:
    assert judge(replace(coupon(uses_max=2), uses=2)) == CouponUsedUp(CODE)
    assert judge(replace(coupon(uses_max=2), uses=3)) == CouponUsedUp(CODE)


def test_one_that_this_buyer_has_used_says_so() -> None:
    assert judge(coupon(uses_per_customer_max=2), uses=2) == CouponUsedBefore(CODE, 2)


def test_while_nobody_knows_who_buys_only_the_rest_is_judged() -> None:
    given = coupon(customers=("usr_bob",), uses_per_customer_max=1)
    assert judge(given, buyer=None) == given
    assert judge(given, buyer=BOB, uses=1) == CouponUsedBefore(CODE, 1)


def test_what_is_wrong_is_told_in_words() -> None:
    assert (
        CouponUnknown(CODE).describe()
        == "Nobody has given out the code SPAR-10, or it is not valid any more."
    )
    assert "at least 50.01 EUR" in CouponMinimumNotReached(CODE, Money(5001, "EUR"), GOODS).describe()
