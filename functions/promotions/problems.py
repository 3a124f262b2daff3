"""What can be wrong with a coupon. `quote` is what an order would cost without it, where one is asked for."""

from dataclasses import dataclass
from typing import Any

from haat.errors import Conflict, Invalid
from haat.money import Money


@dataclass(frozen=True, slots=True)
class CouponUnknown(Invalid):
    """There is no such coupon."""

    detail = "Nobody has given out the code {coupon_code}, or it is not valid any more."
    coupon_code: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponCurrencyNotOffered(Invalid):
    """The coupon is not for orders in this currency."""

    detail = "{coupon_code} is not for orders in {currency}."
    coupon_code: str
    currency: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponNotYetValid(Conflict):
    """The coupon is not valid yet."""

    detail = "{coupon_code} is valid from {valid_from} on."
    coupon_code: str
    valid_from: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponExpired(Conflict):
    """The coupon has expired."""

    detail = "{coupon_code} was valid until {valid_until}."
    coupon_code: str
    valid_until: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponUsedUp(Conflict):
    """The coupon is used up."""

    detail = "{coupon_code} has been used as often as it can be."
    coupon_code: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponUsedBefore(Conflict):
    """You have used this coupon before."""

    detail = "{coupon_code} can be used {uses_max} times by the same customer."
    coupon_code: str
    uses_max: int
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponNotForYou(Conflict):
    """The coupon is for somebody else."""

    detail = "{coupon_code} is for certain customers; log in, if it was given to you."
    coupon_code: str
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponMinimumNotReached(Conflict):
    """The order is too small for the coupon."""

    detail = "{coupon_code} is for goods of at least {minimum}; these cost {items}."
    coupon_code: str
    minimum: Money
    items: Money
    quote: Any = None


@dataclass(frozen=True, slots=True)
class CouponChanged(Conflict):
    """The coupon was changed at this moment."""

    detail = "Look at what the order costs now, and place it again if that is right."
    coupon_code: str
    quote: Any = None


CouponRefused = (
    CouponUnknown
    | CouponCurrencyNotOffered
    | CouponNotYetValid
    | CouponExpired
    | CouponUsedUp
    | CouponUsedBefore
    | CouponNotForYou
    | CouponMinimumNotReached
    | CouponChanged
)


@dataclass(frozen=True, slots=True)
class CouponExists(Conflict):
    """There is a coupon with this code."""

    detail = "{coupon_code} has been given out; a code names one coupon for ever."
    coupon_code: str


@dataclass(frozen=True, slots=True)
class CouponOvertaken(Conflict):
    """Somebody else changed the coupon at the same moment."""

    detail = "Read it again and repeat the change."


@dataclass(frozen=True, slots=True)
class LimitBelowUses(Conflict):
    """The coupon has been used more often than that."""

    detail = "It has been used {uses} times."
    uses: int
