"""Coupons: what they are, and for whom, when and how often they hold.

A code is compared without regard to case and in Unicode's compatibility form, so that what people type, paste
or scan is the same code. A buyer is known by their e-mail address, as a guest and as a customer alike.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from haat import mail_address
from haat.guests import guest_id
from haat.money import Money

CODE = re.compile(r"[\w-]{3,40}")


class Kind(StrEnum):
    """What a coupon takes off."""

    PERCENTAGE = "percentage"
    FIXED = "fixed"
    FREE_SHIPPING = "free_shipping"


class State(StrEnum):
    """Whether a coupon can be used."""

    ACTIVE = "active"
    ARCHIVED = "archived"  # for good; orders that used it keep their price


@dataclass(frozen=True, slots=True)
class Terms:
    """A coupon as an admin writes it. Times are inclusive from and exclusive until; None is no limit."""

    kind: Kind
    rate_ppm: int  # of a percentage; 10 % is 100000
    amounts_minor: Mapping[str, int]  # of a fixed one, by currency
    minimums_minor: Mapping[str, int]  # what goods have to cost before the discount, by currency
    uses_max: int | None
    uses_per_customer_max: int | None
    valid_from: str | None
    valid_until: str | None
    customers: tuple[str, ...]  # ids; with no e-mail addresses either, everybody may use it
    emails: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Coupon(Terms):
    """A coupon. `version` counts the changes of its terms from 1; `uses` moves without it."""

    code: str
    state: State
    version: int
    uses: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who wants to use a coupon."""

    customer_id: str
    email: str

    @property
    def key(self) -> str:
        """What a buyer's uses are counted under; the address itself is not kept there."""
        return guest_id(self.email) if self.email else self.customer_id


@dataclass(frozen=True, slots=True)
class Found:
    """A coupon, and how often the buyer has used it (0 where the buyer is not known)."""

    coupon: Coupon | None
    uses_of_buyer: int


def normalised(code: str) -> str:
    """What all spellings of one code share: " spar-10 " is "SPAR-10", and so is it in wide letters."""
    folded = unicodedata.normalize("NFKC", code.strip()).casefold()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).upper())


def create(code: str, terms: Terms, *, at: str) -> Coupon:
    """A new coupon; `code` is normalised."""
    return Coupon(
        **_contents(terms), code=code, state=State.ACTIVE, version=1, uses=0, created_at=at, updated_at=at
    )


def rewrite(coupon: Coupon, terms: Terms, *, at: str) -> Coupon:
    """The coupon on other terms."""
    return replace(coupon, **_contents(terms), version=coupon.version + 1, updated_at=at)


def archive(coupon: Coupon, *, at: str) -> Coupon:
    """The coupon after its last use."""
    return replace(coupon, state=State.ARCHIVED, version=coupon.version + 1, updated_at=at)


def is_for(coupon: Coupon, buyer: Buyer) -> bool:
    """Whether the coupon is for everybody, or for this buyer."""
    if not coupon.customers and not coupon.emails:
        return True
    emails = {mail_address.normalised(email) for email in coupon.emails}
    return buyer.customer_id in coupon.customers or mail_address.normalised(buyer.email) in emails


def minimum(coupon: Coupon, currency: str) -> Money | None:
    """What goods have to cost at least; None where the coupon has a minimum, but not in this currency."""
    if not coupon.minimums_minor:
        return Money(0, currency)
    least_minor = coupon.minimums_minor.get(currency)
    return None if least_minor is None else Money(least_minor, currency)


def _contents(terms: Terms) -> dict[str, Any]:
    return {field.name: getattr(terms, field.name) for field in fields(Terms)}
