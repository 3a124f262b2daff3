"""The trail of an aggregate, and what of it the bus may not have."""

import pytest

from haat.events import pointers, trail
from haat.events.pointers import PointerItem
from haat.table import writes
from tests.layers.haat.events.test_outbox import SHELF_1, event
from tests.layers.haat.shelf import SORT, NoteItem

pytestmark = pytest.mark.usefixtures("table")
AT = "2026-11-22T12:00:00Z"


def settle(number: int, *, park: bool = False) -> None:
    """What relay makes of a pointer."""
    pk, sk = pointers.key_of(f"SHELF#1/{number}", AT)
    writes.commit(writes.delete(PointerItem, pk, sk, when=None, refused=lambda _: None))
    if park:
        parked = PointerItem(pk=pk, sk=pointers.parked_key_of(f"SHELF#1/{number}", AT)[1])
        writes.commit(writes.put(parked, when=None, refused=lambda _: None))


def test_a_trail_is_the_events_of_an_aggregate_in_order_and_nothing_else() -> None:
    writes.commit(writes.put_new(NoteItem(pk=SHELF_1, sk=SORT, text="x"), refused=lambda _: None))
    for number in (10, 9, 2):
        writes.commit(event(number))
    assert [told.sequence for told in trail.read(SHELF_1)] == [2, 9, 10]
    assert trail.read("SHELF#2") == []


def test_of_a_trail_the_bus_has_what_has_no_pointer() -> None:
    for number in (1, 2, 3):
        writes.commit(event(number))
    settle(1)
    settle(3, park=True)
    assert trail.unpublished(trail.read(SHELF_1)) == {"SHELF#1/2": False, "SHELF#1/3": True}


def test_a_long_trail_takes_more_than_one_read() -> None:
    for number in range(1, 61):
        writes.commit(event(number))
    shown = trail.read(SHELF_1)
    assert len(shown) == trail.EVENTS_MAX
    assert len(trail.unpublished([*shown, *shown])) == trail.EVENTS_MAX
    assert trail.unpublished([]) == {}
