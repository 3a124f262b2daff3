"""Coupons to test with."""

from typing import Any

from promotions import domain
from promotions.domain import Buyer, Coupon, Kind, Terms
from promotions.keys import COUPON
from promotions.store import BuyerUsesItem, CouponStore, CouponUseItem
from tests.support.table import items

CODE = "SPAR-10"
AT = "2026-11-20T09:30:00Z"
ADA = Buyer("usr_ada", "ada@example.com")
BOB = Buyer("usr_bob", "bob@example.com")


def terms(**changed: Any) -> Terms:
    """Ten percent off for everybody, for ever, unless it says otherwise."""
    usual: dict[str, Any] = {
        "kind": Kind.PERCENTAGE,
        "rate_ppm": 100_000,
        "amounts_minor": {},
        "minimums_minor": {},
        "uses_max": None,
        "uses_per_customer_max": None,
        "valid_from": None,
        "valid_until": None,
        "customers": (),
        "emails": (),
        "note": "",
    }
    return Terms(**(usual | changed))


def coupon(code: str = CODE, **changed: Any) -> Coupon:
    """A new coupon that is nowhere yet."""
    return domain.create(code, terms(**changed), at=AT)


def given_out(code: str = CODE, **changed: Any) -> Coupon:
    """A coupon in the table."""
    made = coupon(code, **changed)
    assert CouponStore().create(made) is None
    return made


def stored(code: str = CODE) -> Coupon:
    """A coupon as it is in the table."""
    found = CouponStore().find(code)
    assert found
    return found


def counts(code: str = CODE) -> tuple[int, list[int], int]:
    """Uses of a coupon by all, by each buyer, and by the items of its uses that were not given back."""
    pk = COUPON.key(code)
    of_buyers = sorted(item.uses for item in items(BuyerUsesItem) if item.pk == pk)
    used = [item for item in items(CouponUseItem) if item.pk == pk and not item.given_back_at]
    return stored(code).uses, of_buyers, len(used)
