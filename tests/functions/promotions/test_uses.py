"""Using coupons and giving uses back: never more uses than there may be, and each one of an order."""

from typing import Any

import pytest

from haat.table import writes
from promotions import domain
from promotions.domain import Buyer
from promotions.problems import CouponChanged, CouponUnknown, CouponUsedBefore, CouponUsedUp
from promotions.store import CouponStore
from promotions.uses import CouponUseInconsistent, give_back, redeem
from tests.support.coupons import ADA, AT, BOB, CODE, counts, given_out, stored, terms

pytestmark = pytest.mark.usefixtures("table")


def use(order_id: str, buyer: Buyer = ADA) -> list[object]:
    """Use the coupon as it is read now."""
    return writes.commit(*redeem(stored(), order_id, buyer))


def undo(order_id: str, buyer: Buyer = ADA) -> list[object]:
    return writes.commit(*give_back(CODE, order_id, buyer))


def test_a_use_is_counted_for_the_coupon_and_for_its_buyer_and_is_of_an_order() -> None:
    given_out()
    assert [use("ord_1"), use("ord_2"), use("ord_3", BOB)] == [[], [], []]
    assert counts() == (3, [1, 2], 3)


def test_a_coupon_is_used_as_often_as_it_may_be_and_no_more() -> None:
    given_out(uses_max=2)
    seen = stored()
    assert writes.commit(*redeem(seen, "ord_1", ADA)) == []
    assert writes.commit(*redeem(seen, "ord_2", BOB)) == []
    assert writes.commit(*redeem(seen, "ord_3", BOB)) == [CouponUsedUp(CODE)]
    assert counts() == (2, [1, 1], 2)


def test_a_buyer_uses_a_coupon_as_often_as_they_may_and_no_more() -> None:
    given_out(uses_per_customer_max=1)
    assert use("ord_1") == []
    assert use("ord_2") == [CouponUsedBefore(CODE, 1)]
    assert use("ord_3", Buyer("gst_1", "ADA@example.com")) == [CouponUsedBefore(CODE, 1)]
    assert use("ord_4", BOB) == []
    assert counts() == (2, [1, 1], 2)


def test_an_order_uses_a_coupon_once() -> None:
    given_out()
    assert use("ord_1") == []
    assert [type(refusal) for refusal in use("ord_1")] == [CouponUseInconsistent]
    assert counts() == (1, [1], 1)


@pytest.mark.parametrize("changed", [{"rate_ppm": 50_000}, {"uses_max": 9}])
def test_a_coupon_that_was_changed_since_it_was_read_is_not_used(changed: dict[str, Any]) -> None:
    seen = given_out()
    CouponStore().change(seen, domain.rewrite(seen, terms(**changed), at=AT))
    assert writes.commit(*redeem(seen, "ord_1", ADA)) == [CouponChanged(CODE)]
    assert counts() == (0, [], 0)


def test_a_coupon_that_has_ended_since_it_was_read_is_not_used() -> None:
    seen = given_out()
    CouponStore().change(seen, domain.archive(seen, at=AT))
    assert writes.commit(*redeem(seen, "ord_1", ADA)) == [CouponUnknown(CODE)]


def test_a_use_that_is_given_back_can_be_had_again() -> None:
    given_out(uses_max=1, uses_per_customer_max=1)
    assert use("ord_1") == []
    assert undo("ord_1") == []
    assert counts() == (0, [0], 0)
    assert use("ord_2") == []
    assert counts() == (1, [1], 1)


def test_a_use_is_given_back_once() -> None:
    given_out()
    assert [use("ord_1"), use("ord_2")] == [[], []]
    assert undo("ord_1") == []
    assert undo("ord_1") != []
    assert counts() == (1, [1], 1)


def test_what_was_never_used_is_not_given_back() -> None:
    given_out()
    assert use("ord_1") == []
    assert undo("ord_2") != []
    assert counts() == (1, [1], 1)


def test_a_use_of_a_coupon_that_has_ended_is_given_back() -> None:
    given_out()
    assert use("ord_1") == []
    CouponStore().change(stored(), domain.archive(stored(), at=AT))
    assert undo("ord_1") == []
    assert counts() == (0, [0], 0)
