"""The writes that use a coupon for an order and give the use back: 3 of a transaction's 100 actions each."""

from typing import Any

from haat import clock
from haat.table import writes
from haat.table.writes import Write
from promotions.domain import Buyer, Coupon, State
from promotions.keys import COUPON, COUPON_SORT, buyer_sort, use_sort
from promotions.problems import CouponChanged, CouponRefused, CouponUnknown, CouponUsedBefore, CouponUsedUp
from promotions.store import BuyerUsesItem, CouponItem, CouponUseItem


class CouponUseInconsistent(RuntimeError):
    """A use that is to be made is there, or one that is to be given back is not: a bug, or a lost race
    whose winner the order's own condition has told already."""


def redeem(coupon: Coupon, order_id: str, buyer: Buyer) -> tuple[Write, ...]:
    """Use a coupon for an order, if it is as it was read, and neither limit is reached.

    Refused as CouponChanged, CouponUnknown, CouponUsedUp or CouponUsedBefore.
    """
    return _one_more(coupon), _used(coupon, order_id, buyer), _one_more_of(coupon, buyer)


def give_back(code: str, order_id: str, buyer: Buyer) -> tuple[Write, ...]:
    """Give the use for an order back: once, whoever asks how often. Refused as CouponUseInconsistent."""
    refused = CouponUseInconsistent(f"{code} for {order_id}")
    pk = COUPON.key(code)
    return (
        writes.update(
            CouponUseItem,
            pk,
            use_sort(order_id),
            [CouponUseItem.given_back_at.set(clock.now()), CouponUseItem.version.add(1)],
            when=CouponUseItem.pk.exists() & CouponUseItem.given_back_at.does_not_exist(),
            refused=lambda _: refused,
        ),
        writes.update(
            CouponItem,
            pk,
            COUPON_SORT,
            [CouponItem.uses.add(-1)],
            when=CouponItem.pk.exists() & (CouponItem.uses > 0),
            refused=lambda _: refused,
        ),
        writes.update(
            BuyerUsesItem,
            pk,
            buyer_sort(buyer.key),
            [BuyerUsesItem.uses.add(-1), BuyerUsesItem.version.add(1)],
            when=BuyerUsesItem.pk.exists() & (BuyerUsesItem.uses > 0),
            refused=lambda _: refused,
        ),
    )


def _one_more(coupon: Coupon) -> Write:
    as_read = (CouponItem.version == coupon.version) & (CouponItem.state == State.ACTIVE.value)
    most = coupon.uses_max
    return writes.update(
        CouponItem,
        COUPON.key(coupon.code),
        COUPON_SORT,
        [CouponItem.uses.add(1)],
        when=as_read if most is None else as_read & (CouponItem.uses < most),
        refused=lambda raw: _why_not(raw, coupon),
    )


def _why_not(raw: dict[str, Any] | None, coupon: Coupon) -> CouponRefused:
    item = CouponItem.from_raw_data(raw) if raw else None
    if item is None or item.state != State.ACTIVE.value:
        return CouponUnknown(coupon.code)
    return CouponUsedUp(coupon.code) if item.version == coupon.version else CouponChanged(coupon.code)


def _used(coupon: Coupon, order_id: str, buyer: Buyer) -> Write:
    use = CouponUseItem(
        pk=COUPON.key(coupon.code),
        sk=use_sort(order_id),
        order_id=order_id,
        buyer_key=buyer.key,
        used_at=clock.now(),
    )
    return writes.put_new(use, refused=lambda _: CouponUseInconsistent(f"{coupon.code} for {order_id}"))


def _one_more_of(coupon: Coupon, buyer: Buyer) -> Write:
    new, most = BuyerUsesItem.pk.does_not_exist(), coupon.uses_per_customer_max
    below = BuyerUsesItem.pk.exists() if most is None else BuyerUsesItem.uses < most
    return writes.update(
        BuyerUsesItem,
        COUPON.key(coupon.code),
        buyer_sort(buyer.key),
        [BuyerUsesItem.kind.set(BuyerUsesItem), BuyerUsesItem.uses.add(1), BuyerUsesItem.version.add(1)],
        when=new | below,
        refused=lambda _: CouponUsedBefore(coupon.code, most or 0),
    )
