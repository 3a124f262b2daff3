"""Guards that are conditions on what is written."""

from typing import Any

import pytest

from haat import ids
from haat.events import outbox
from haat.events.pointers import PointerItem
from haat.table import markers, writes
from haat.table.item import Item
from haat.table.writes import Write
from notifications.store import MessageItem
from orders.store import OrderItem
from payments.store import PaymentItem, refunds
from promotions.store import BuyerUsesItem, CouponItem, CouponUseItem
from tests.guards.guard import guard


@guard(
    "G1",
    "a permanent marker in the transaction of the effect",
    "tests/layers/haat/table/test_markers.py",
    "tests/functions/payments/test_settlement.py",
)
def forget_markers(patch: pytest.MonkeyPatch) -> None:
    put = writes.put

    def once(consumer: str, event_id: str) -> Write:
        marker = markers.Marker(pk=f"CONSUMED#{consumer}#{event_id}", sk="MARKER", what=event_id)
        return put(marker, when=None, refused=lambda _: None)

    patch.setattr(markers, "once", once)


@guard(
    "G3",
    "one transaction places an order",
    "tests/scenarios/test_completing.py",
    "tests/functions/checkout/test_place_order_refused.py",
)
def write_one_by_one(patch: pytest.MonkeyPatch) -> None:
    together = writes.commit

    def commit(*pending: Write) -> list[object]:
        alone = [together(write) for write in pending if write.action != "ConditionCheck"]
        return [refusal for refusals in alone for refusal in refusals]

    patch.setattr(writes, "commit", commit)


@guard(
    "G8",
    "every change of state is conditional on state and version",
    "tests/functions/orders/test_store.py",
    "tests/functions/payments/test_store.py",
)
def overwrite_any_version(patch: pytest.MonkeyPatch) -> None:
    update = writes.update

    def unconditional(of: type[Item], pk: str, sk: str, actions: Any, *, when: Any, refused: Any) -> Write:
        when = of.pk.exists() if of in (OrderItem, PaymentItem) else when
        return update(of, pk, sk, actions, when=when, refused=refused)

    def unconditional_event(item: Item, refused: Any) -> Write:
        return writes.put(item, when=None, refused=refused)

    patch.setattr(writes, "update", unconditional)
    patch.setattr(writes, "put_new", unconditional_event)


@guard(
    "G9",
    "coupon use is a conditional counter, keyed by order",
    "tests/functions/promotions/test_uses.py",
    "tests/functions/checkout/test_coupons_in_orders.py",
)
def count_uses_without_asking(patch: pytest.MonkeyPatch) -> None:
    update, counted = writes.update, (CouponItem, CouponUseItem, BuyerUsesItem)

    def unconditional(of: type[Item], pk: str, sk: str, actions: Any, *, when: Any, refused: Any) -> Write:
        when = of.pk.exists() | of.pk.does_not_exist() if of in counted else when
        return update(of, pk, sk, actions, when=when, refused=refused)

    patch.setattr(writes, "update", unconditional)


@guard(
    "G12",
    "a pointer to each event until the bus has it, and a sweeper",
    "tests/functions/relay/test_sweep_outbox.py",
)
def point_at_no_event(patch: pytest.MonkeyPatch) -> None:
    def put_aside(event: outbox.EventItem) -> Write:
        aside = PointerItem(pk=f"ELSEWHERE#{event.event_id}", sk=ids.new_token())
        return writes.put(aside, when=None, refused=lambda _: None)

    patch.setattr(outbox, "_pointer", put_aside)


@guard(
    "G14",
    "all refunds together are no more than was captured, as a condition of the write",
    "tests/functions/payments/test_store.py",
)
def refund_without_limit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(refunds, "_within_captured", lambda *_: PaymentItem.pk.exists())


@guard(
    "G15",
    "one message for each order and kind",
    "tests/functions/notifications/test_store.py",
    "tests/functions/notifications/test_courier.py",
)
def claim_again(patch: pytest.MonkeyPatch) -> None:
    put = writes.put

    def put_new(item: Item, refused: Any) -> Write:
        absent = None if isinstance(item, MessageItem) else type(item).pk.does_not_exist()
        return put(item, when=absent, refused=refused)

    patch.setattr(writes, "put_new", put_new)
