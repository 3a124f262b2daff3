"""Markers: proof for ever that an effect has happened (G1)."""

import pytest

from haat.table import markers, reads, writes
from haat.table.markers import AlreadyApplied, Marker
from haat.table.writes import Write
from tests.layers.haat.shelf import SHELF, SORT, NoteItem
from tests.support.wire import Wire, lost

pytestmark = pytest.mark.usefixtures("table")


def effect() -> Write:
    """One more unit."""
    return writes.update(
        NoteItem,
        SHELF.key("a"),
        SORT,
        [NoteItem.units.add(1), NoteItem.text.set("x"), NoteItem.kind.set(NoteItem)],
        when=NoteItem.pk.exists() | NoteItem.pk.does_not_exist(),
        refused=lambda _: "never",
    )


def applied(consumer: str = "shelf.count", event_id: str = "ORDER#1/2") -> list[object]:
    """Apply an event with its marker."""
    return writes.commit(effect(), markers.once(consumer, event_id))


def units() -> int:
    item = reads.find(NoteItem, SHELF.key("a"), SORT)
    return item.units if item else 0


def test_an_event_delivered_a_hundred_times_has_one_effect() -> None:
    assert applied() == []
    assert [applied() for _ in range(99)] == [[AlreadyApplied("shelf.count ORDER#1/2")]] * 99
    assert units() == 1


def test_every_consumer_and_every_event_has_a_marker_of_its_own() -> None:
    assert applied("shelf.count") == applied("shelf.dust") == applied(event_id="ORDER#1/3") == []
    assert units() == 3


def test_a_lost_answer_does_not_make_it_look_applied_by_others(wire: Wire) -> None:
    wire.next("TransactWriteItems", lost)
    assert applied() == []
    wire.next("PutItem", lost)
    assert writes.commit(markers.once("shelf.alone", "ORDER#1/2")) == []
    assert units() == 1


def test_a_marker_never_expires() -> None:
    applied()
    marker = reads.find(Marker, "CONSUMED#shelf.count#ORDER#1/2", "MARKER")
    assert marker
    assert marker.what == "shelf.count ORDER#1/2"
    assert "ttl" not in marker.to_dynamodb_dict()
