"""Guests' orders find their account: EmailVerified and OrderConfirmed."""

from dataclasses import replace
from typing import Any

import pytest

from haat.guests import guest_id
from haat.table import writes
from haat.table.erased import note_erased
from haat.table.meter import meter
from orders import claiming, store
from orders.domain import CancelReason, Order, Status, claim, move
from orders.keys import ORDER
from orders.reactions import claim_confirmed_order, claim_orders
from orders.store import GuestStore, OrderChanged, OrderStore
from tests.support.events import names
from tests.support.meanwhile import Rivals, rivals
from tests.support.messages import message
from tests.support.orders import CUSTOMER_ID, LATER, ORDER_ID, order, place_order, stored
from tests.support.rights import somebody_else

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")
GUEST = guest_id("ada@example.com")
ACCOUNT = "usr_01kawz9d2hq4m7x0t3f5b8n6cz"
OTHER_ACCOUNT = "usr_01kawz9d2hq4m7x0t3f5b8n6cy"
IDS = [f"ord_01kawzq3n5rv0v7k8t9m2c4x6{last}" for last in "abcdefg"]


def of_guest(order_id: str = ORDER_ID, **changed: Any) -> Order:
    """An order of a guest in the table."""
    return place_order(id=order_id, customer_id=GUEST, placed_by=GUEST, **changed)


def verified(account_id: str = ACCOUNT, at: str = LATER, *, times: int = 1) -> list[str]:
    """An account proves the guest's address: the messages that have to come again."""
    data = {"customer_id": account_id, "email": "Ada@Example.com", "verified_at": at}
    batch = {"Records": [message("EmailVerified", data)] * times}
    answer = claim_orders.handler(batch, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def changed(to: str, former: str, at: str = LATER) -> None:
    """The account gets another address."""
    data = {"customer_id": ACCOUNT, "email": to, "former_email": former, "verified_at": at}
    batch = {"Records": [message("EmailChanged", data)]}
    assert claim_orders.handler(batch, None) == {"batchItemFailures": []}


def confirmed(of: Order) -> list[str]:
    """An order is confirmed, and its event arrives."""
    data = {"order": {"id": of.id, "customer_id": of.customer_id}}
    answer = claim_confirmed_order.handler({"Records": [message("OrderConfirmed", data)]}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def listed(customer_id: str) -> list[str]:
    return [order.id for order in OrderStore().list_of(customer_id, limit=100, after=None).orders]


def carried(of: Order, to: Status, reason: CancelReason | None = None) -> Order:
    """The order after somebody else moved it."""
    moved = move(of, to, at=LATER, reason=reason)
    assert isinstance(moved, Order)
    with somebody_else():
        assert OrderStore().save_move(moved) is None
    return moved


def test_a_proof_that_comes_after_its_account_was_erased_leaves_nothing() -> None:
    of_guest(IDS[0])
    writes.commit(note_erased(ACCOUNT))
    assert verified() == []
    assert listed(GUEST) == IDS[:1]
    assert GuestStore().account_of(GUEST) is None


def test_who_proves_an_address_has_the_orders_that_were_placed_with_it() -> None:
    pending = of_guest(IDS[0])
    sold = carried(of_guest(IDS[1], placed_at="2026-11-22T09:31:00Z"), Status.CONFIRMED)
    gone = carried(of_guest(IDS[2]), Status.CANCELLED, CancelReason.EXPIRED)

    assert verified() == []

    assert listed(ACCOUNT)[0] == sold.id  # newest first
    assert set(listed(ACCOUNT)) == set(IDS[:3])
    assert listed(GUEST) == []
    for before in (pending, sold, gone):
        now = stored(before.id)
        assert now == replace(
            before, customer_id=ACCOUNT, version=before.version + 1, updated_at=now.updated_at
        )
        assert now.placed_by == GUEST
        assert names(ORDER, before.id)[-1] == "OrderClaimed"


def test_what_others_ordered_stays_theirs() -> None:
    place_order(id=IDS[0], customer_id=CUSTOMER_ID)
    stranger = guest_id("ida@example.com")
    place_order(id=IDS[1], customer_id=stranger, placed_by=stranger)

    verified()

    assert (listed(ACCOUNT), listed(CUSTOMER_ID), listed(stranger)) == ([], [IDS[0]], [IDS[1]])


def test_proving_twice_claims_once() -> None:
    of_guest()

    assert verified(times=2) == []

    assert stored().version == 2
    assert names(ORDER, ORDER_ID) == ["OrderPlaced", "OrderClaimed"]


def test_orders_are_claimed_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "PAGE", 2)
    for order_id in IDS:
        of_guest(order_id)

    verified()

    assert sorted(listed(ACCOUNT)) == IDS


def test_an_order_that_moves_at_this_moment_is_claimed_as_it_is_then(rivals: Rivals) -> None:
    placed = of_guest()
    rivals.next(lambda: None, lambda: carried(placed, Status.CONFIRMED))  # the first is the note of the proof

    assert verified() == []

    assert (stored().status, stored().customer_id, stored().version) == (Status.CONFIRMED, ACCOUNT, 3)
    assert names(ORDER, ORDER_ID) == ["OrderPlaced", "OrderConfirmed", "OrderClaimed"]


def test_an_order_that_cannot_be_had_holds_up_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for order_id in IDS[:3]:
        of_guest(order_id)
    with monkeypatch.context() as broken:
        claimed = store.claimed

        def stuck(of: Order) -> tuple[writes.Write, ...]:
            if of.id == IDS[1]:
                raise RuntimeError("stuck")
            return claimed(of)

        broken.setattr(claiming, "claimed", stuck)
        assert verified() == ["message-1"]
    assert set(listed(ACCOUNT)) == {IDS[0], IDS[2]}

    assert verified() == []
    assert set(listed(ACCOUNT)) == set(IDS[:3])


def test_an_old_proof_takes_nothing_from_who_proved_later() -> None:
    verified(ACCOUNT, "2026-11-22T10:00:00Z")
    verified(OTHER_ACCOUNT, "2026-11-23T10:00:00Z")
    of_guest()

    assert verified(ACCOUNT, "2026-11-22T10:00:00Z") == []
    assert listed(GUEST) == [ORDER_ID]

    assert confirmed(carried(stored(), Status.CONFIRMED)) == []
    assert listed(OTHER_ACCOUNT) == [ORDER_ID]


def test_an_order_that_comes_later_is_claimed_when_it_is_confirmed() -> None:
    verified()
    placed = of_guest()
    assert listed(ACCOUNT) == []

    sold = carried(placed, Status.CONFIRMED)
    assert confirmed(sold) == confirmed(sold) == []

    assert listed(ACCOUNT) == [ORDER_ID]
    assert names(ORDER, ORDER_ID) == ["OrderPlaced", "OrderConfirmed", "OrderClaimed"]


def test_a_guest_without_an_account_stays_one() -> None:
    assert confirmed(carried(of_guest(), Status.CONFIRMED)) == []
    assert meter.calls == ["dynamodb.GetItem"]
    assert listed(GUEST) == [ORDER_ID]


def test_a_customers_order_is_not_even_looked_at() -> None:
    assert confirmed(order()) == []
    assert meter.calls == []


def test_an_order_that_is_contended_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    verified()
    placed = of_guest()
    with monkeypatch.context() as busy:
        busy.setattr(writes, "commit", lambda *_: ["refused"])
        assert confirmed(placed) == ["message-1"]

    assert confirmed(placed) == []
    assert listed(ACCOUNT) == [ORDER_ID]


def test_a_claim_of_what_has_moved_since_is_not_saved() -> None:
    placed = of_guest()
    carried(placed, Status.CONFIRMED)

    assert OrderChanged() in writes.commit(*store.claimed(claim(placed, ACCOUNT, at=LATER)))
    assert stored().customer_id == GUEST


def test_orders_of_a_new_address_are_the_account_s_and_later_ones_of_the_former_are_not() -> None:
    of_guest(IDS[0])
    changed("ADA@example.com", "former@example.com")
    assert listed(ACCOUNT) == [IDS[0]]
    changed("next@example.com", "Ada@Example.com", at="2026-11-23T09:30:00Z")
    assert listed(ACCOUNT) == [IDS[0]]  # what it has had it keeps
    assert confirmed(carried(of_guest(IDS[1]), Status.CONFIRMED)) == []
    assert listed(GUEST) == [IDS[1]]


def test_a_proof_of_a_former_address_that_comes_late_counts_no_more() -> None:
    changed("next@example.com", "ada@example.com", at="2026-11-23T09:30:00Z")
    verified(at=LATER)
    of_guest(IDS[0])
    verified(at=LATER)
    assert listed(GUEST) == [IDS[0]]
    verified(OTHER_ACCOUNT, at="2026-11-24T09:30:00Z")
    assert listed(OTHER_ACCOUNT) == [IDS[0]]
    changed("next@example.com", "ada@example.com", at="2026-11-23T09:30:00Z")
    assert confirmed(carried(of_guest(IDS[1]), Status.CONFIRMED)) == []
    assert set(listed(OTHER_ACCOUNT)) == {*IDS[:2]}
