"""Coupons and their uses in the table.

The terms have a version; the counter of uses moves without it, by condition, so that a change of the terms
never writes over a use.
"""

from dataclasses import dataclass
from typing import Any

from haat.events import outbox
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Integer, Item, Text
from haat.table.writes import Write
from promotions.domain import Buyer, Coupon, Found, State, Terms
from promotions.keys import COUPON, COUPON_SORT, COUPONS, buyer_sort
from promotions.problems import CouponExists, CouponOvertaken, LimitBelowUses

SERVICE_NAME = "promotions"
Key = tuple[str, str]


class CouponItem(Item, discriminator="coupon"):
    """One coupon."""

    terms: Document[Terms] = Document(Terms)
    state = Text()
    uses = Integer()
    uses_max = Integer(null=True)  # as the terms say
    created_at = Text()
    updated_at = Text()


class CouponUseItem(Item, discriminator="coupon_use"):
    """The use of a coupon for one order. It stays; a use that was given back says when."""

    order_id = Text()
    buyer_key = Text()
    used_at = Text()
    given_back_at = Text(null=True)


class BuyerUsesItem(Item, discriminator="coupon_uses_of_buyer"):
    """How often one buyer uses a coupon."""

    uses = Integer(default=0)


@dataclass(frozen=True, slots=True)
class CouponPage:
    """Some coupons, newest first."""

    coupons: list[Coupon]
    last_key: dict[str, Any] | None


class CouponNotWritten(RuntimeError):
    """A write was refused for a reason that no client can do anything about."""


class CouponStore:
    """Coupons; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, code: str) -> Coupon | None:
        """One coupon. One consistent read."""
        item = reads.find(CouponItem, COUPON.key(code), COUPON_SORT, consistent=True)
        return _to_coupon(item) if item else None

    def find_for(self, code: str, buyer: Buyer | None) -> Found:
        """A coupon, and how often a buyer has used it. One consistent batch of one or two items."""
        return found(reads.find_many(keys(code, buyer), consistent=True), code, buyer)

    def page(self, *, limit: int, after: dict[str, Any] | None) -> CouponPage:
        """Coupons, newest first. One query of the index, eventually consistent."""
        page = reads.page(
            CouponItem, COUPONS.key("all"), limit=limit, after=after, newest_first=True, by_index=True
        )
        return CouponPage([_to_coupon(item) for item in page.items], page.last_key)

    def create(self, coupon: Coupon, *also: Write) -> AlreadyAnswered | CouponExists | None:
        """Write a new coupon with its event, and what else is to happen with it. One transaction."""
        new = writes.put_new(_to_item(coupon), refused=lambda _: CouponExists(coupon.code))
        refusals = writes.commit(new, _event("CouponCreated", coupon), *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return CouponExists(coupon.code) if refusals else None

    def change(self, before: Coupon, after: Coupon, *also: Write) -> CouponOvertaken | LimitBelowUses | None:
        """Write the next version of a coupon with its event, and `also`; its uses stay. One transaction."""
        name = "CouponArchived" if after.state is State.ARCHIVED else "CouponChanged"
        refusals = writes.commit(_rewritten(before, after), _event(name, after), *also)
        for refusal in refusals:
            if isinstance(refusal, CouponOvertaken | LimitBelowUses):
                return refusal
        if refusals:
            raise CouponNotWritten(repr(refusals))
        return None


def keys(code: str, buyer: Buyer | None) -> list[Key]:
    """Of the coupon, and of what a buyer has had of it."""
    coupon = [(COUPON.key(code), COUPON_SORT)]
    return [*coupon, (COUPON.key(code), buyer_sort(buyer.key))] if buyer else coupon


def found(items: dict[Key, Item], code: str, buyer: Buyer | None) -> Found:
    """What a batch read of `keys` brought."""
    coupon, *of_buyer = (items.get(key) for key in keys(code, buyer))
    uses = sum(item.uses for item in of_buyer if isinstance(item, BuyerUsesItem))
    return Found(_to_coupon(coupon) if isinstance(coupon, CouponItem) else None, uses)


def _rewritten(before: Coupon, after: Coupon) -> Write:
    most = after.uses_max
    unchanged = CouponItem.version == before.version
    actions = [
        CouponItem.terms.set(_terms(after)),
        CouponItem.state.set(after.state.value),
        CouponItem.updated_at.set(after.updated_at),
        CouponItem.version.set(after.version),
        CouponItem.uses_max.remove() if most is None else CouponItem.uses_max.set(most),
    ]
    return writes.update(
        CouponItem,
        COUPON.key(before.code),
        COUPON_SORT,
        actions,
        when=unchanged if most is None else unchanged & (CouponItem.uses <= most),
        refused=lambda raw: _why_not(raw, before.version),
    )


def _why_not(raw: dict[str, Any] | None, version: int) -> CouponOvertaken | LimitBelowUses:
    item = CouponItem.from_raw_data(raw) if raw else None
    return LimitBelowUses(item.uses) if item and item.version == version else CouponOvertaken()


def _event(name: str, coupon: Coupon) -> Write:
    shown = {field: getattr(coupon, field) for field in (*Terms.__dataclass_fields__, *_HEAD)}
    return outbox.emit(
        name,
        {"coupon": shown},
        service=SERVICE_NAME,
        aggregate=COUPON.key(coupon.code),
        sequence=coupon.version,
    )


_HEAD = ("code", "state", "version", "created_at", "updated_at")


def _terms(coupon: Coupon) -> Terms:
    return Terms(**{field: getattr(coupon, field) for field in Terms.__dataclass_fields__})


def _to_item(coupon: Coupon) -> CouponItem:
    return CouponItem(
        pk=COUPON.key(coupon.code),
        sk=COUPON_SORT,
        gsi1pk=COUPONS.key("all"),
        gsi1sk=f"{coupon.created_at}#{coupon.code}",
        terms=_terms(coupon),
        state=coupon.state.value,
        uses=coupon.uses,
        uses_max=coupon.uses_max,
        created_at=coupon.created_at,
        updated_at=coupon.updated_at,
        version=coupon.version,
    )


def _to_coupon(item: CouponItem) -> Coupon:
    return Coupon(
        **{field: getattr(item.terms, field) for field in Terms.__dataclass_fields__},
        code=item.pk.removeprefix(COUPON.prefix),
        state=State(item.state),
        version=item.version,
        uses=item.uses,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )
