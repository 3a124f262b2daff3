"""Pointers: one beside each event, from its transaction until the bus has it."""

import pytest

from haat.events import pointers
from haat.events.outbox import key_of, sort_key
from haat.events.pointers import PARKED, PARTITIONS, PointerItem
from haat.table import writes
from haat.table.meter import meter
from tests.layers.haat.events.test_outbox import SHELF_1, event
from tests.layers.haat.shelf import SORT, NoteItem
from tests.support.table import items

AT = "2026-11-22T12:00:00Z"


def waiting() -> list[tuple[str, str]]:
    return [pointers.pointed_at(item.sk) for item in items(PointerItem)]


def test_an_event_and_its_pointer_are_one_transaction(table: None) -> None:
    meter.reset()
    assert writes.commit(event(3)) == []
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert waiting() == [("SHELF#1/3", AT)]


def test_an_event_that_is_refused_leaves_no_pointer(table: None) -> None:
    note = NoteItem(pk=SHELF_1, sk=SORT, text="x")
    writes.commit(writes.put_new(note, refused=lambda _: "taken"))
    assert writes.commit(writes.put_new(note, refused=lambda _: "taken"), event(1)) == ["taken"]
    assert waiting() == []


def test_a_pointer_leads_to_its_event(table: None) -> None:
    writes.commit(event(12))
    ((event_id, _),) = waiting()
    assert key_of(event_id) == (SHELF_1, sort_key(12))


@pytest.mark.parametrize("event_id", ["SHELF#1/3", "SHELF#a#b/12", "AVAILABILITY#A/B/7"])
def test_a_key_tells_what_it_was_made_from(event_id: str) -> None:
    waits, parked = pointers.key_of(event_id, AT), pointers.parked_key_of(event_id, AT)
    assert pointers.pointed_at(waits[1]) == pointers.pointed_at(parked[1]) == (event_id, AT)
    assert waits[0] == parked[0]


def test_what_is_parked_sorts_behind_whatever_waits() -> None:
    assert pointers.parked_key_of("A/1", AT)[1] > pointers.key_of("A/1", "9999-12-31T23:59:59Z")[1]
    assert PARKED > "9"


def test_the_pointers_of_one_aggregate_share_a_partition_and_those_of_many_use_all() -> None:
    assert len({pointers.key_of(f"SHELF#1/{number}", AT)[0] for number in range(20)}) == 1
    used = {pointers.key_of(f"SHELF#{number}/1", AT)[0] for number in range(200)}
    assert used == {pointers.partition(number) for number in range(PARTITIONS)}
