"""Whether a coupon holds for somebody's goods at a time."""

from haat import clock
from haat.money import Money
from promotions import domain
from promotions.domain import Buyer, Coupon, Found, Kind, State
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


def usable(
    code: str, found: Found, buyer: Buyer | None, items: Money, *, at_s: int
) -> Coupon | CouponRefused:
    """The coupon, if it holds for these goods at this time, or why not.

    `buyer` None: nobody knows yet who buys; what depends on that is looked at when the order is placed.
    """
    coupon = found.coupon
    if coupon is None or coupon.state is State.ARCHIVED:
        return CouponUnknown(code)
    return (
        _untimely(coupon, at_s)
        or _used_up(coupon)
        or (_not_this_buyer(coupon, buyer, found.uses_of_buyer) if buyer else None)
        or _not_these_goods(coupon, items)
        or coupon
    )


def _untimely(coupon: Coupon, at_s: int) -> CouponRefused | None:
    if coupon.valid_from and at_s < clock.seconds(coupon.valid_from):
        return CouponNotYetValid(coupon.code, coupon.valid_from)
    if coupon.valid_until and at_s >= clock.seconds(coupon.valid_until):
        return CouponExpired(coupon.code, coupon.valid_until)
    return None


def _used_up(coupon: Coupon) -> CouponRefused | None:
    if coupon.uses_max is not None and coupon.uses >= coupon.uses_max:
        return CouponUsedUp(coupon.code)
    return None


def _not_this_buyer(coupon: Coupon, buyer: Buyer, uses: int) -> CouponRefused | None:
    if not domain.is_for(coupon, buyer):
        return CouponNotForYou(coupon.code)
    most = coupon.uses_per_customer_max
    return CouponUsedBefore(coupon.code, most) if most is not None and uses >= most else None


def _not_these_goods(coupon: Coupon, items: Money) -> CouponRefused | None:
    least = domain.minimum(coupon, items.currency)
    has_amount = coupon.kind is not Kind.FIXED or items.currency in coupon.amounts_minor
    if least is None or not has_amount:
        return CouponCurrencyNotOffered(coupon.code, items.currency)
    if items.amount_minor < least.amount_minor:
        return CouponMinimumNotReached(coupon.code, least, items)
    return None
