"""What an order is, and how it may move."""

import pytest

from haat.order_number import number_of
from orders import domain
from orders.domain import MOVES, CancelReason, Order, OrderMoveNotAllowed, Status
from tests.support.orders import LATER, ORDER_ID, order

ALLOWED = {
    (Status.PENDING, Status.CONFIRMED),
    (Status.PENDING, Status.CANCELLED),
    (Status.CONFIRMED, Status.SHIPPED),
    (Status.CONFIRMED, Status.CANCELLED),
    (Status.SHIPPED, Status.DELIVERED),
}


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("current", Status)
def test_an_order_moves_as_the_table_says_and_no_other_way(current: Status, to: Status) -> None:
    moved = domain.move(order(status=current, version=3), to, at=LATER)

    if (current, to) in ALLOWED:
        assert isinstance(moved, Order)
        assert (moved.status, moved.version, moved.updated_at) == (to, 4, LATER)
    else:
        assert moved == OrderMoveNotAllowed(current, to)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(Status)


def test_what_cannot_be_done_says_what_the_order_is() -> None:
    refused = domain.move(order(status=Status.SHIPPED), Status.CANCELLED, at=LATER)

    assert isinstance(refused, OrderMoveNotAllowed)
    assert refused.describe() == "An order that is shipped cannot become cancelled."
    assert (refused.status, refused.code()) == (409, "order_move_not_allowed")


@pytest.mark.parametrize("reason", CancelReason)
def test_a_cancelled_order_keeps_why(reason: CancelReason) -> None:
    moved = domain.move(order(), Status.CANCELLED, at=LATER, reason=reason)

    assert isinstance(moved, Order)
    assert moved.cancel_reason is reason


def test_nothing_but_the_move_changes() -> None:
    before = order()
    after = domain.move(before, Status.CONFIRMED, at=LATER)

    assert isinstance(after, Order)
    changed = {name for name in before.__dataclass_fields__ if getattr(before, name) != getattr(after, name)}
    assert changed == {"status", "version", "updated_at"}


def test_the_number_of_an_order_is_the_random_end_of_its_id_to_be_read_out() -> None:
    assert number_of(ORDER_ID) == "H-7K8T-9M2C-4X6Y"


def test_the_total_is_the_sum_of_the_lines() -> None:
    placed = order()
    assert sum(line.line_total.amount_minor for line in placed.lines) == placed.total.amount_minor
