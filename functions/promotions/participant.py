"""How coupons take part in checkout: found, judged, used with an order, and given back with it."""

from promotions.domain import Buyer, Coupon, Found, Kind, normalised
from promotions.judging import usable
from promotions.problems import CouponRefused
from promotions.store import CouponStore, found, keys
from promotions.uses import give_back, redeem

__all__ = [
    "Buyer",
    "Coupon",
    "CouponRefused",
    "CouponStore",
    "Found",
    "Kind",
    "find",
    "found",
    "give_back",
    "keys",
    "normalised",
    "redeem",
    "usable",
]


def find(code: str, buyer: Buyer | None) -> Found:
    """A coupon by its normalised code, and how often the buyer has used it. One consistent read."""
    return CouponStore().find_for(code, buyer)
